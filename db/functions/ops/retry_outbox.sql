-- Retries a dead letter of the outbox, after staff removed the cause. Source: docs/runbooks/dead_letter.md. Locks: the
-- outbox row. Repeat: absent, it is no longer dead.
create or replace function ops.retry_outbox(p_session bytea, p_outbox_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_outbox_id bigint := (select o.outbox_id from messaging.outbox o
                          where o.outbox_id::text = p_outbox_id and o.state = 'dead');
begin
  if v_outbox_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.retry_outbox') then
    return access.refuse(p_function => 'ops.retry_outbox', p_subject => 'messaging.outbox:' || p_outbox_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  perform messaging.retry_dead(p_outbox_id => v_outbox_id, p_by => 'user:' || v_user_id);
  perform access.require_permission(p_session => p_session, p_function => 'ops.retry_outbox');
  return jsonb_build_object('outcome', 'retried');
end $$;
comment on function ops.retry_outbox is
  'Outcome retried, or absent (no such dead letter, or not allowed). Raises LFA60, LFA61, LFA86, LFN51 (retried '
  'meanwhile).';
