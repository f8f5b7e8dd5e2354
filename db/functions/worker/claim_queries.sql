-- Claims prompts whose result is late, to ask the operator about them. Claiming postpones the next question, so that no
-- two workers ask at once and an operator in trouble is asked less and less often. No pause lasts an hour:
-- one that would began while the clock was ahead.
-- Locks: the intents it claims; skips locked ones. Repeat: the next ones. Source: docs/mobile-money.md, traps 3 and 4.
create or replace function worker.claim_queries(p_limit int) returns table (payment_ref text, checkout_sealed bytea)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
begin
  return query
  with due as materialized (
    select i.payment_ref from mobile_money.payment_intents i
     where i.state in ('pushed', 'unknown')
       and (i.query_after <= statement_timestamp() or i.query_after > statement_timestamp() + interval '1 hour')
       and i.checkout_sealed is not null and i.result_code is distinct from '0'
     order by i.query_after limit least(greatest(p_limit, 1), 100) for update skip locked)
  update mobile_money.payment_intents i set queries = i.queries + 1,
         query_after = statement_timestamp()
           + make_interval(secs => 10 + messaging.retry_seconds(p_failures => i.queries + 1))
    from due where i.payment_ref = due.payment_ref returning i.payment_ref, i.checkout_sealed;
end $$;
comment on function worker.claim_queries is 'Prompts to ask the operator about now. Raises nothing.';
