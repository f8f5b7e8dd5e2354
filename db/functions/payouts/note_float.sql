-- Notes what the operator says one of its accounts holds. An older word changes nothing. Locks: the account's row.
create or replace function payouts.note_float(p_account text, p_cents bigint, p_told_at timestamptz) returns void
language sql as $$
  update payouts.float_balances f set cents = p_cents, told_at = p_told_at
   where f.account = p_account and f.told_at < p_told_at and p_cents is not null
$$;
comment on function payouts.note_float is 'Nothing for a null amount. Raises nothing.';
