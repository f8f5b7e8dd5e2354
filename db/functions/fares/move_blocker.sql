-- Says what forbids moving a fare to another vehicle. fares.move_fare asks again with the fare locked.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.move_blocker(
  p_receipt    text,
  p_vehicle_id bigint,
  p_at         timestamptz
) returns text language sql stable as $$
  select case
    when f.receipt is null or p_vehicle_id is null then 'not_found'
    when f.receipt like '%-2' or exists (select from fares.moves m where m.receipt = f.receipt) then 'moved_before'
    when f.vehicle_id = p_vehicle_id then 'same_vehicle'
    when f.paid_at < p_at - config.setting(p_setting => 'move_fare_minutes')::int * interval '1 minute'
      or f.business_on <= (select max(d.business_on) from ledger.closed_days d) then 'too_late'
    when exists (select from fares.seats s where s.payment_ref = f.payment_ref and s.checked_at is not null)
      then 'checked'
    when f.amount_cents <> coalesce((select sum(r.left_cents) from fares.refundable(p_receipt => f.receipt) r), 0)
      or exists (select from fares.top_ups t where f.receipt in (t.receipt, t.of_receipt))
      or exists (select from fares.disputes d where d.receipt = f.receipt) then 'given_back'
    when not exists (select from fares.split_rules n join fares.split_rules o on o.currency = n.currency
                      join fleet.vehicles v on v.vehicle_id = n.vehicle_id and v.state = 'active'
                      where o.split_rule_id = f.split_rule_id
                        and n.split_rule_id = fares.rule_in_force(p_vehicle_id => p_vehicle_id, p_at => f.paid_at))
      or fleet.pilot_state(p_vehicle_id => p_vehicle_id, p_phone_hash => fares.payer_of(p_receipt => f.receipt),
                           p_at => p_at) <> 'open' then 'closed'
    end
    from (select p_receipt as receipt) q left join fares.fares f using (receipt)
$$;
comment on function fares.move_blocker is 'null: nothing. not_found, moved_before, same_vehicle, too_late (see setting '
  'move_fare_minutes, or its day is closed), checked (a conductor was shown its seat), given_back (in part, topped up '
  'or disputed), closed (the other vehicle takes no such fare). Raises nothing.';
