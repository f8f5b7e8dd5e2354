-- Previews assigning a payment in suspense to a vehicle: where each cent would go. Locks: as accounts.signed_in_user.
create or replace function ops.assignment(
  p_session bytea,
  p_receipt text,
  p_account text    -- door code or plate, as typed; null or empty: not yet known
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_payment mobile_money.payments;
  v_vehicle bigint;
  v_rule    fares.split_rules;
  v_parts   bigint[];
begin
  select p.* into v_payment from mobile_money.payments p where p.receipt = p_receipt and p.state <> 'posted';
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.assignment') then
    return access.refuse(p_function => 'ops.assignment', p_subject => 'mobile_money.payments:' || p_receipt);
  end if;
  v_vehicle := fleet.find_vehicle(p_account => p_account, p_at => v_payment.paid_at);
  select r.* into v_rule from fares.split_rules r
   where r.split_rule_id = fares.rule_in_force(p_vehicle_id => v_vehicle, p_at => v_payment.paid_at);
  if v_rule.pot_wallet_id is not null then
    v_parts := (fares.split_by_pots(p_rule => v_rule, p_day => (select d from fares.pot_days d
        where d.wallet_id = v_rule.pot_wallet_id order by d.business_on desc limit 1),
      p_amount_cents => v_payment.amount_cents, p_paid_at => v_payment.paid_at,
      p_on => ledger.open_day(p_at => v_payment.paid_at))).parts;
  elsif v_rule.split_rule_id is not null then
    v_parts := fares.split_amount(p_amount_cents => v_payment.amount_cents, p_commission_bps => v_rule.commission_bps,
      p_commission_fixed_cents => v_rule.commission_fixed_cents, p_shares_bps => v_rule.shares_bps,
      p_home_ordinal => array_position(v_rule.purposes, v_rule.home_purpose));
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'room', mobile_money.assignable_cents(p_session => p_session, p_user_id => v_user_id,
      p_amount_cents => v_payment.amount_cents),
    'by_two', v_payment.amount_cents > config.setting(p_setting => 'assign_alone_cents')::bigint is not false,
    'receipt', v_payment.receipt, 'state', v_payment.state, 'cents', v_payment.amount_cents,
    'bill_ref', v_payment.bill_ref, 'last3', v_payment.payer_last3, 'paid_at', v_payment.paid_at at time zone v_zone,
    'near', fleet.near_vehicles(p_account => v_payment.bill_ref, p_at => v_payment.paid_at),
    'rides', mobile_money.find_payments(p_receipt => null, p_phone_hash => v_payment.payer_hash, p_vehicle_id => null,
      p_owner_ids => null, p_sacco_ids => null, p_zone => v_zone),
    'alike', (select jsonb_build_object('payments', count(*), 'cents', coalesce(sum(a.amount_cents), 0)::bigint)
                from mobile_money.alike_in_suspense(p_receipt => p_receipt) a),
    'vehicle', (select jsonb_build_object('vehicle_id', v.vehicle_id, 'plate', v.plate, 'route', t.number,
        'sacco', s.name, 'owner', o.name, 'commission_cents', v_parts[1],
        'parts', (select jsonb_agg(jsonb_build_object('purpose', p.purpose, 'cents', p.cents) order by p.ordinal)
                    from unnest(v_rule.purposes, v_parts[2:]) with ordinality as p(purpose, cents, ordinal)))
      from fleet.vehicles v join fleet.routes t using (route_id) join fleet.saccos s on s.sacco_id = v.sacco_id
      left join fleet.owners o on o.owner_id = v_rule.owner_id
     where v.vehicle_id = v_vehicle));
end $$;
comment on function ops.assignment is
  'The payment (state suspense or placed) and, once p_account names a vehicle, where each cent would go '
  '(commission_cents null: the vehicle took no fares then); room: what this person may still assign today (see '
  'mobile_money.assignable_cents); near (fleet.near_vehicles), rides (the payer''s newest payments), alike (of one '
  'account, itself included); by_two (a second person decides); {"outcome": "absent"} for no such payment '
  'or not allowed. Raises LFA60.';
