-- Claims the question about our accounts' balances, which decide whether a payout may be sent. It is due while a payout
-- is open and the last question and the last word are half of float_told_minutes old; and, once a statement was read,
-- every five minutes or when staff want it, for the comparison with what we owe. One question is about all accounts,
-- and all questions have one address. A time that is an hour ahead was written while the clock was: it counts as old.
-- Locks: the account's row; a second worker gets nothing. Repeat: nothing.
-- Source: docs/decisions/payouts.md.
create or replace function worker.claim_balance_query() returns table (query_ref text)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
#variable_conflict use_column
declare
  v_before constant timestamptz := clock_timestamp()
    - config.setting(p_setting => 'float_told_minutes')::int * interval '30 seconds';
  v_ahead constant timestamptz := clock_timestamp() + interval '1 hour';
begin
  return query
  with due as materialized (
    select f.account from payouts.float_balances f
     where f.account = 'utility'
       and (coalesce(f.asked_at not between v_before and v_ahead, true)
            and exists (select from payouts.float_balances o where o.told_at not between v_before and v_ahead)
            and exists (select from payouts.payouts p
                         where p.state in ('requested', 'approved', 'queued', 'sent', 'unknown'))
            or recon.is_answer_wanted(p_asked_at => f.asked_at, p_at => clock_timestamp()))
     for no key update skip locked)
  update payouts.float_balances f
     set asked_at = clock_timestamp(), query_ref = coalesce(f.query_ref, replace(gen_random_uuid()::text, '-', ''))
    from due where f.account = due.account
  returning f.query_ref;
end $$;
comment on function worker.claim_balance_query is
  'One row with query_ref, for the address of the answer, when the question is due; else none. Raises nothing.';
