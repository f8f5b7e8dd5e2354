-- Work that was given up after too many tries gets another round, because an operator has mended
-- the cause.
-- Source: house, Outbound; scenario 17. Locks: the outbox row. Repeat: what is no longer dead stays as it is.
create or replace function ops.retry_outbox(
  p_session   bytea,
  p_outbox_id text    -- as it stands in the form
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_outbox_id bigint := (select o.outbox_id from messaging.outbox o where o.outbox_id::text = p_outbox_id and o.state
    = 'dead');
begin
  if v_outbox_id is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.retry_outbox') then
    return access.refuse(p_function => 'ops.retry_outbox', p_subject => 'messaging.outbox:' || p_outbox_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  perform messaging.retry_dead(p_outbox_id => v_outbox_id, p_by => 'user:' || v_user_id);
  return jsonb_build_object('outcome', 'retried');
end $$;
comment on function ops.retry_outbox is
  'Outcome retried, or absent (nothing dead of that number, or no operator). Raises LFA60 (not signed in), LFA86 '
  '(second step too long ago), LFN51 (somebody else was faster).';
