-- What the operator answered about a prompt. Success comes without the receipt, so nothing can be
-- posted yet: the money is known to exist, and is looked for until a confirmation or a statement
-- brings its receipt. A code we don't know is no failure. Nothing here ever charges again.
-- Source: mobile-money facts, 1.3 and trap 4. Locks: the intent's row. Repeat: the same state.
create or replace function worker.note_query(
  p_payment_ref text,
  p_result_code text     -- ResultCode, or the errorCode of an HTTP error
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return mobile_money.finish_intent(
    p_payment_ref => p_payment_ref, p_result_code => left(p_result_code, 40), p_at => statement_timestamp());
end $$;
comment on function worker.note_query is
  'State of the intent after the operator''s answer: pushed (still at work), unknown, failed, paid, expired; null: '
  'no such intent. Raises nothing.';
