-- Shows an owner the vendors that can be paid, the pots of their vehicles, the latest payments, and, once a vendor, a
-- vehicle and an amount are chosen, what will happen. Locks: as accounts.signed_in_user.
create or replace function owners.vendors(p_session bytea, p_vendor_id text, p_plate text, p_amount text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_owner_ids bigint[] := access.scope_ids(v_user_id, p_function => 'owners.vendors', p_scope_kind => 'owner');
  v_chosen    record;
begin
  if v_owner_ids = '{}' then
    return access.refuse(p_function => 'owners.vendors', p_subject => 'owner pages');
  end if;
  select * into v_chosen from payouts.owned_vehicle(p_owner_ids => v_owner_ids, p_plate => p_plate);
  if p_plate <> '' and v_chosen.vehicle_id is null then
    return access.refuse(p_function => 'owners.vendors', p_subject => 'fleet.vehicles:' || p_plate);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone,
    'vendors', payouts.vendor_cards(p_states => array['approved']),
    'vehicles', payouts.vendor_balances(p_owner_ids => v_owner_ids),
    'payments', (select coalesce(jsonb_agg(jsonb_build_object('name', v.name, 'kind', v.kind, 'plate', c.plate,
          'cents', p.amount_cents, 'fee_cents', p.fee_cents, 'state', p.state, 'receipt', p.receipt,
          'reason', p.reason, 'voucher', p.kind = 'voucher', 'at', p.requested_at at time zone v_zone)
          order by p.payout_id desc), '[]')
        from (select q.* from payouts.payouts q where q.party_kind = 'owner' and q.party_id = any (v_owner_ids)
                and q.kind in ('vendor', 'voucher') order by q.payout_id desc limit 10) p
        join payouts.vendor_payments y using (payout_id) join payouts.vendors v using (vendor_id)
        join fleet.vehicles c using (vehicle_id)),
    'plan', case when v_chosen.vehicle_id is not null and p_vendor_id <> '' then
      (select jsonb_build_object('outcome', n.outcome, 'rule', n.rule, 'vendor_id', v.vendor_id,
           'name', v.name, 'kind', v.kind, 'to', payouts.vendor_text(p_vendor => v),
           'purpose', payouts.vendor_purpose(p_kind => v.kind), 'plate', v_chosen.plate,
           'cents', (n.payout).amount_cents,
           'fee_cents', (n.payout).fee_cents,
           'total_cents', (n.payout).amount_cents + (n.payout).fee_cents,
           'free_cents', n.free_cents, 'needs_approval', (n.payout).needs_approval)
         from payouts.plan_vendor(p_user_id => v_user_id, p_session => p_session, p_owner_id => v_chosen.owner_id,
                p_vehicle_id => v_chosen.vehicle_id, p_amount => p_amount,
                p_vendor_id => (select w.vendor_id from payouts.vendors w where w.vendor_id::text = p_vendor_id)) n
         left join payouts.vendors v on v.vendor_id::text = p_vendor_id and v.state = 'approved') end);
end $$;
comment on function owners.vendors is 'vendors (payouts.vendor_cards), vehicles (payouts.vendor_balances), payments: '
  'the last 10, and plan: outcome of payouts.plan_vendor, amount, fee, total, to; {"outcome": "absent"} for a vehicle '
  'that is not theirs. Raises LFA60.';
