-- Shows an owner the vouchers, and, once kind, vehicle and cap are chosen, what a new one will do.
-- Locks: as accounts.signed_in_user.
create or replace function owners.vouchers(p_session bytea, p_kind text, p_vendor_id text, p_plate text, p_cap text)
returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.vouchers', p_scope_kind => 'owner');
  v_chosen    record;
begin
  select * into v_chosen from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  if v_owner_ids = '{}' or p_plate <> '' and v_chosen.vehicle_id is null then
    return access.refuse(p_function => 'owners.vouchers', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'vendors', payouts.vendor_cards(p_states => array['approved']),
    'vehicles', payouts.vendor_balances(p_owner_ids => v_owner_ids),
    'vouchers', payouts.voucher_cards(p_owner_ids => v_owner_ids, p_vehicle_ids => null, p_zone => v_zone),
    'hours', config.setting(p_setting => 'voucher_hours'),
    'drivers', (select coalesce(jsonb_agg(accounts.actor_card(p_actor => 'user:' || c.id)), '[]')
                  from unnest(accounts.crew_of(p_vehicle_id => v_chosen.vehicle_id)) c(id)),
    'me', v_user_id,
    'plan', case when v_chosen.vehicle_id is not null and p_kind <> '' then
      (select jsonb_build_object('outcome', n.outcome, 'cents', (n.voucher).cap_cents,
           'fee_cents', (n.voucher).fee_cents, 'total_cents', (n.voucher).cap_cents + (n.voucher).fee_cents,
           'free_cents', n.free_cents, 'purpose', payouts.vendor_purpose(p_kind => p_kind), 'plate', v_chosen.plate)
         from payouts.plan_voucher(p_user_id => v_user_id, p_session => p_session, p_as => 'owner',
                p_owner_id => v_chosen.owner_id, p_vehicle_id => v_chosen.vehicle_id, p_kind => p_kind,
                p_vendor_id => case when p_vendor_id <> '' then coalesce((select w.vendor_id from payouts.vendors w
                                      where w.vendor_id::text = p_vendor_id), 0) end, p_cap => p_cap) n) end);
end $$;
comment on function owners.vouchers is 'vendors, vehicles (payouts.vendor_balances), vouchers (payouts.voucher_cards), '
  'drivers of the chosen vehicle, and plan: outcome of payouts.plan_voucher, cap, fee, total; {"outcome": "absent"} '
  'for a vehicle that is not theirs. Raises LFA60.';
