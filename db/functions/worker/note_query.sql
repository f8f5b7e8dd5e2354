-- Records the operator's answer about a prompt. Success comes without the receipt, so nothing is posted until a
-- confirmation or a statement brings it. A code we don't know is no failure. Nothing here charges again. A
-- contradiction of what M-Pesa said before raises an alarm. Locks: the intent's row. Repeat: the same state. Source:
-- docs/mobile-money.md, 1.3 and trap 4.
create or replace function worker.note_query(p_payment_ref text, p_result_code text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_state text := mobile_money.finish_intent(
    p_payment_ref => p_payment_ref, p_result_code => left(p_result_code, 40), p_at => statement_timestamp());
begin
  if v_state = 'conflict' then
    perform messaging.raise_alarm(p_kind => 'push_contradicted', p_subject => p_payment_ref,
      p_detail => format('a query answered %s; said before: %s, %s', left(p_result_code, 40), i.state,
                         coalesce(i.receipt, 'code ' || i.result_code, 'no code')))
       from mobile_money.payment_intents i where i.payment_ref = p_payment_ref;
  end if;
  return v_state;
end $$;
comment on function worker.note_query is
  'State: pushed (still at work), unknown, failed, paid, expired, or conflict (an alarm push_contradicted); null: no '
  'such intent. Raises nothing.';
