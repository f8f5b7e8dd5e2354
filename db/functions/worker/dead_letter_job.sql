-- Gives up a message that can never be sent as it is: no such number, sender not allowed. Trying again would only cost;
-- staff see it and its cause at once.
-- Locks: the message's row. Repeat: fenced, it is no longer leased. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.dead_letter_job(p_outbox_id bigint, p_attempt int, p_error text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_subject text;
begin
  update messaging.outbox o
     set state = 'dead', failures = o.failures + 1, lease_until = null, last_error = left(p_error, 200)
   where o.outbox_id = p_outbox_id and o.attempts = p_attempt and o.state = 'leased'
  returning o.topic || ': ' || o.last_error into v_subject;
  if not found then
    return 'fenced';
  end if;
  perform messaging.raise_alarm(p_kind => 'dead_letter', p_subject => v_subject, p_detail => 'refused for good');
  return 'dead';
end $$;
comment on function worker.dead_letter_job is
  'dead (waits for staff, alarm raised) or fenced. p_error is the cause, without number or name. Raises nothing.';
