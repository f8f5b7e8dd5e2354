-- Lets payments that were just posted bring what lacks of earlier fares: one that the menu asked for as the rest, or
-- one at the PayBill by the same payer to the same vehicle, on the same trip and of no more than lacks. Each is a fare
-- of its own and counts for the first one once. Locks: the shortfall's row. Repeat: a receipt counts once.
-- Source: docs/decisions/change-and-credit.md.
create or replace function fares.clear_shortfalls(p_receipts text[]) returns int language plpgsql as $$
declare
  v         record;
  v_due     bigint;
  v_cleared int := 0;
begin
  if not exists (select from fares.shortfalls s where s.state = 'open') then
    return 0;
  end if;
  for v in
    select f.receipt, f.amount_cents, s.receipt as of_receipt, i.top_up_of
      from unnest(p_receipts) q(receipt) join fares.fares f using (receipt)
      left join mobile_money.payment_intents i on i.payment_ref = f.payment_ref and i.receipt = f.receipt
      left join mobile_money.payments p on p.receipt = f.receipt and f.payment_ref is null
     cross join lateral (
       select o.receipt from fares.shortfalls o join fares.fares n on n.receipt = o.receipt
        where o.state = 'open' and o.vehicle_id = f.vehicle_id and o.phone_hash = coalesce(i.phone_hash, p.payer_hash)
          and (o.receipt = i.top_up_of
               or i.payment_ref is null and f.amount_cents <= o.due_cents
                  and n.paid_at between f.paid_at - interval '3 hours' and f.paid_at
                  and not exists (select from fleet.trips t where t.vehicle_id = f.vehicle_id
                                     and t.opened_at > n.paid_at and t.opened_at <= f.paid_at))
        order by n.paid_at desc limit 1) s
     order by s.receipt, f.receipt loop
    select o.due_cents into v_due from fares.shortfalls o where o.receipt = v.of_receipt for no key update;
    continue when v_due = 0 or v.top_up_of is null and v_due < v.amount_cents
      or exists (select from fares.top_ups t where t.receipt = v.receipt);
    insert into fares.top_ups (receipt, of_receipt, cents) values (v.receipt, v.of_receipt, v.amount_cents);
    v_due := greatest(v_due - v.amount_cents, 0);
    update fares.shortfalls o
       set due_cents = v_due, state = case v_due when 0 then 'cleared' else 'open' end,
           cleared_at = case v_due when 0 then clock_timestamp() end,
           cleared_by_receipt = case v_due when 0 then v.receipt end
     where o.receipt = v.of_receipt;
    v_cleared := v_cleared + 1;
  end loop;
  return v_cleared;
end $$;
comment on function fares.clear_shortfalls is 'How many of the payments brought what lacked. Raises nothing.';
