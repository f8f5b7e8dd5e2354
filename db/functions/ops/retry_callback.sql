-- Retries a callback that could be stored but not settled, after staff removed the cause.
-- Source: docs/runbooks/callback_stuck.md. Locks: the message's row. Repeat: it is due at once again.
create or replace function ops.retry_callback(p_session bytea, p_callback_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id     bigint := accounts.signed_in_user(p_session => p_session);
  v_callback_id bigint := (select c.callback_id from mobile_money.mpesa_callbacks c
                            where c.callback_id::text = p_callback_id and c.outcome = 'pending');
begin
  if v_callback_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.retry_callback') then
    return access.refuse('ops.retry_callback', 'mobile_money.mpesa_callbacks:' || p_callback_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  perform mobile_money.requeue_callback(p_callback_id => v_callback_id, p_by => 'user:' || v_user_id);
  perform access.require_permission(p_session => p_session, p_function => 'ops.retry_callback');
  return jsonb_build_object('outcome', 'retried');
end $$;
comment on function ops.retry_callback is
  'Outcome retried, or absent (no such pending message, or not allowed). Raises LFA60, LFA61, LFA86, LFN52 (settled '
  'meanwhile).';
