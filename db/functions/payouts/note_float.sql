-- Notes what the operator says one of its accounts holds. An older word changes nothing, but one of an hour to come,
-- which was told while our clock was ahead, gives way. Locks: the account's row.
create or replace function payouts.note_float(p_account text, p_cents bigint, p_told_at timestamptz) returns void
language sql as $$
  update payouts.float_balances f set cents = p_cents, told_at = p_told_at
   where f.account = p_account and p_cents is not null
     and (f.told_at < p_told_at or f.told_at > clock_timestamp() + interval '1 hour')
$$;
comment on function payouts.note_float is 'Nothing for a null amount. Raises nothing.';
