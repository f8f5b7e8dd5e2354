-- Lists the moments at which the operator may have looked at our balances: before each movement between question and
-- answer, or after all of them; with what moved later. Two seconds either way, because clocks differ and the operator's
-- times have no fractions. Locks: none. Repeat: the same, until more is posted.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.possible_cuts(p_sub_wallet_ids bigint[], p_from timestamptz, p_to timestamptz)
returns table (cents bigint, charges_cents bigint, fees_cents bigint) language sql stable as $$
  with moves as materialized (
    select m.*, lag(m.value_at) over (order by m.value_at, m.journal_id) as before_at
      from recon.trust_moves(p_sub_wallet_ids => p_sub_wallet_ids,
                             p_after => date_trunc('second', p_from) - interval '2 seconds') m),
  later as (
    select m.value_at, m.before_at, sum(m.cents) over w as cents, sum(m.charges_cents) over w as charges_cents,
           sum(m.fees_cents) over w as fees_cents
      from moves m window w as (order by m.value_at desc, m.journal_id desc))
  select l.cents::bigint, l.charges_cents::bigint, l.fees_cents::bigint from later l
   where coalesce(l.before_at <= p_to + interval '2 seconds', true)
  union
  select 0, 0, 0 where not exists (select from moves m where m.value_at > p_to + interval '2 seconds')
$$;
comment on function recon.possible_cuts is 'cents, charges_cents and fees_cents of what moved later. Raises nothing.';
