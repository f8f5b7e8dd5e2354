-- Finds the largest payout in whole shillings that fits into a sum together with its fee.
create or replace function payouts.largest_amount(p_channel text, p_currency text, p_room_cents bigint) returns bigint
language sql stable as $$
  select max(a.c) from (
    select least(p_room_cents - f.fee_cents, f.up_to_cents) as room
      from payouts.fees f where f.channel = p_channel and f.currency = p_currency) r
   cross join lateral (select r.room - r.room % 100 as c) a
   where a.c > 0 and a.c + payouts.fee_cents(p_channel, p_currency, a.c, now()) <= p_room_cents
$$;
comment on function payouts.largest_amount is 'Cents; null: not even one shilling. Raises nothing.';
