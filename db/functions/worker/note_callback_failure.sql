-- Records the SQLSTATE with which a stored message could not be settled. Raises an alarm after its last attempt.
-- Locks: the message's row. Repeat: the same cause again. Source: docs/decisions/outbox-and-worker.md.
create or replace function worker.note_callback_failure(p_callback_id bigint, p_error text) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_kept mobile_money.mpesa_callbacks;
begin
  update mobile_money.mpesa_callbacks c set reason = left(p_error, 200)
   where c.callback_id = p_callback_id and c.outcome = 'pending' returning c.* into v_kept;
  if not found then
    return 'settled';
  elsif v_kept.next_attempt_at < 'infinity' then
    return 'pending';
  end if;
  perform messaging.raise_alarm(p_kind => 'callback_stuck',
    p_subject => coalesce(v_kept.receipt, 'callback:' || p_callback_id),
    p_detail => v_kept.kind || ' not settled after ' || v_kept.attempts || ' tries: ' || left(p_error, 200));
  return 'stuck';
end $$;
comment on function worker.note_callback_failure is
  'pending (will be tried again), stuck (waits for staff, alarm raised) or settled. Raises nothing.';
