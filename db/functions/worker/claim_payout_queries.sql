-- Claims payouts to ask the operator about: sent, and no result in time. From then on they are unknown. One that was
-- sent to a business can be asked about only if the operator answered the request. Asking twice does no harm. No pause
-- is longer than an hour: what would wait for more than two was written while the clock was ahead.
-- Locks: the rows it claims; skips locked ones. Repeat: the next ones. Source: docs/decisions/payouts.md.
create or replace function worker.claim_payout_queries(p_limit int)
returns table (payout_ref text, originator_id text, query_ref text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with due as materialized (
    select p.payout_id from payouts.payouts p
     where (p.query_after <= statement_timestamp() or p.query_after > statement_timestamp() + interval '2 hours')
       and p.state in ('sent', 'unknown')
       and (p.channel = 'phone' or p.originator_id is not null)
     order by p.query_after limit p_limit for no key update skip locked)
  update payouts.payouts p
     set state = 'unknown', queries = p.queries + 1,
         query_ref = coalesce(p.query_ref, replace(gen_random_uuid()::text, '-', '')),
         query_after = statement_timestamp() + make_interval(secs => least(15 * 2 ^ least(p.queries, 8), 3600))
    from due where p.payout_id = due.payout_id
  returning p.payout_ref, coalesce(p.originator_id, p.payout_ref), p.query_ref;
end $$;
comment on function worker.claim_payout_queries is
  'Payouts to ask about: by which id, and query_ref for the address of the answer. Raises nothing.';
