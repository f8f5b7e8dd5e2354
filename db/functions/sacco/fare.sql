-- Explains one fare of a SACCO's vehicle: what was paid, and each part of it by the split that the SACCO agreed to. Not
-- how the message came. A fare from before the vehicle joined is the business of the SACCO that it left.
-- Locks: as accounts.signed_in_user.
create or replace function sacco.fare(p_session bytea, p_receipt text, p_asof text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.fare', p_scope_kind => 'sacco');
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_as        record;
  v_fare      jsonb;
begin
  select a.* into v_as from ledger.as_of(p_asof => p_asof) a;
  v_fare := fares.fare_explanation(p_receipt => p_receipt, p_owner_ids => array(
      select r.owner_id from fares.fares f join fares.split_rules r using (split_rule_id)
        join fleet.vehicles v on v.vehicle_id = f.vehicle_id
       where f.receipt = p_receipt and v.sacco_id = any (v_sacco_ids)
         and coalesce(v.in_sacco_since <= f.paid_at, true)),
    p_zone => v_zone, p_horizon => v_as.horizon);
  if v_fare is null then
    return access.refuse(p_function => 'sacco.fare', p_subject => 'fares.fares:' || p_receipt);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id), 'asof', v_as.asof,
    'held_since', v_as.held_since at time zone v_zone, 'now', v_as.moment at time zone v_zone, 'fare', v_fare);
end $$;
comment on function sacco.fare is 'fare (see fares.fare_explanation), or {"outcome": "absent"} for a receipt of '
  'another SACCO, or of the time before the vehicle came. Raises LFA60, LFV64.';
