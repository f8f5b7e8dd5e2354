-- Sets what the crew of a vehicle may have without asking: its share at the end of each trip, and fuel vouchers.
-- Locks: the rule's row. Repeat: the same rule. Source: docs/decisions/vendors.md.
create or replace function owners.set_crew_rule(
  p_session     bytea,
  p_plate       text,
  p_pays_share  text,   -- yes, or anything else for no
  p_voucher_day text    -- shillings a day; 0 or empty: none
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.set_crew_rule', p_scope_kind => 'owner');
  v_vehicle   record;
  v_cents     bigint := mobile_money.parse_cents(p_text => coalesce(nullif(
                         mobile_money.strip_thousands(p_text => p_voucher_day), ''), '0'));
begin
  select * into v_vehicle from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  if v_vehicle.vehicle_id is null then
    return access.refuse(p_function => 'owners.set_crew_rule', p_subject => 'fleet.vehicles:' || p_plate);
  elsif v_cents % 100 = 0 is not true or v_cents > config.setting(p_setting => 'payout_alone_cents')::bigint then
    return jsonb_build_object('outcome', 'amount_wrong');
  end if;
  insert into payouts.crew_rules as r (vehicle_id, owner_id, pays_share, voucher_day_cents, set_by)
  values (v_vehicle.vehicle_id, v_vehicle.owner_id, coalesce(p_pays_share = 'yes', false), v_cents, v_user_id)
  on conflict (vehicle_id) do update set owner_id = excluded.owner_id, pays_share = excluded.pays_share,
    voucher_day_cents = excluded.voucher_day_cents, set_by = excluded.set_by, set_at = clock_timestamp();
  perform access.require_permission(p_session => p_session, p_function => 'owners.set_crew_rule',
                                    p_scope_ids => array[v_vehicle.owner_id]);
  return jsonb_build_object('outcome', 'saved');
end $$;
comment on function owners.set_crew_rule is 'Outcome saved, amount_wrong (whole shillings, up to what one person may '
  'send alone), or absent (no vehicle of theirs). Raises LFA60, LFA61.';
