-- Tells whether the operator can be asked what became of a payout: to a phone by our own id, to a business only by the
-- id of its answer, which may have been lost. Source: docs/mobile-money.md, 1.4 and 1.5.
create or replace function payouts.is_askable(p_payout payouts.payouts) returns boolean language sql immutable as $$
  select coalesce(p_payout.channel = 'phone' or p_payout.originator_id is not null, false)
$$;
comment on function payouts.is_askable is 'false for nothing. Raises nothing.';
