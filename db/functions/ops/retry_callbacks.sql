-- Retries all callbacks that could be stored but not settled for one cause, after staff removed it.
-- Source: docs/runbooks/callback_stuck.md. Locks: the messages' rows. Repeat: those that still wait are due at once.
create or replace function ops.retry_callbacks(
  p_session bytea,
  p_cause   text    -- as ops.home lists it: the SQLSTATE with which they failed
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_retried bigint;
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.retry_callbacks')
     or not exists (select from mobile_money.mpesa_callbacks c where c.outcome = 'pending' and c.reason = p_cause) then
    return access.refuse('ops.retry_callbacks', 'mobile_money.mpesa_callbacks:' || p_cause);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  -- They keep their count of tries, so that the alarm stays until they are settled.
  update mobile_money.mpesa_callbacks c set next_attempt_at = statement_timestamp()
   where c.outcome = 'pending' and c.reason = p_cause;
  get diagnostics v_retried = row_count;
  perform audit.record_event(p_action => 'requeue_callbacks', p_subject => 'mobile_money.mpesa_callbacks:' || p_cause,
                             p_after => jsonb_build_object('by', 'user:' || v_user_id, 'messages', v_retried));
  perform access.require_permission(p_session => p_session, p_function => 'ops.retry_callbacks');
  return jsonb_build_object('outcome', 'retried');
end $$;
comment on function ops.retry_callbacks is
  'Outcome retried, or absent (nothing waits for that cause, or not allowed). Raises LFA60, LFA61, LFA86.';
