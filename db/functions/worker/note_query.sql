-- Records the operator's answer about a prompt. Success comes without the receipt, so nothing is posted until a
-- confirmation or a statement brings it. A code we don't know is no failure. Nothing here charges again.
-- Locks: the intent's row. Repeat: the same state. Source: docs/mobile-money.md, 1.3 and trap 4.
create or replace function worker.note_query(p_payment_ref text, p_result_code text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  return mobile_money.finish_intent(
    p_payment_ref => p_payment_ref, p_result_code => left(p_result_code, 40), p_at => statement_timestamp());
end $$;
comment on function worker.note_query is
  'State: pushed (still at work), unknown, failed, paid, expired; null: no such intent. Raises nothing.';
