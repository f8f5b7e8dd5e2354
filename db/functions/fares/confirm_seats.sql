-- Marks the seats of fares as paid, in the fares' transaction; also seats that were given up, when their money comes
-- late. Locks: the seats of these payments, which no other fare has. Repeat: nothing.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function fares.confirm_seats(p_receipts text[]) returns int language plpgsql as $$
declare
  v_receipts     text[];   -- of the fares that answer a prompt …
  v_payment_refs text[];   -- … and those prompts
  v_seats        int := 0;
begin
  if cardinality(p_receipts) = 1 then
    update fares.seats s set state = 'paid', receipt = p_receipts[1]
     where s.payment_ref = (select f.payment_ref from fares.fares f where f.receipt = p_receipts[1])
       and s.state <> 'paid';
    get diagnostics v_seats = row_count;
    return v_seats;
  end if;
  select array_agg(f.receipt), array_agg(f.payment_ref) into v_receipts, v_payment_refs
    from unnest(p_receipts) r(receipt)
   cross join lateral (select a.receipt, a.payment_ref from fares.fares a where a.receipt = r.receipt offset 0) f
   where f.payment_ref is not null;
  if v_payment_refs is null then
    return 0;
  end if;
  -- By an array, not by a join, which could be planned to read all seats.
  update fares.seats s set state = 'paid', receipt = v_receipts[array_position(v_payment_refs, s.payment_ref)]
   where s.payment_ref = any (v_payment_refs) and s.state <> 'paid';
  get diagnostics v_seats = row_count;
  return v_seats;
end $$;
comment on function fares.confirm_seats is 'How many seats it marked. Raises nothing.';
