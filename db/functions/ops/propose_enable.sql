-- Proposes that a disabled person is enabled again; a finance officer decides.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: see access.propose_enable. Repeat: waiting.
create or replace function ops.propose_enable(p_session bytea, p_user_id text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_person_id  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_document   jsonb;
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.propose_enable') then
    return access.refuse(p_function => 'ops.propose_enable', p_subject => 'accounts.users:' || p_user_id);
  end if;
  v_document := access.propose_enable(p_made_by => v_caller_id, p_user_id => v_person_id, p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'ops.propose_enable');
  return v_document;
end $$;
comment on function ops.propose_enable is
  'Outcome of access.propose_enable, or absent (no such person, or not allowed). Raises LFA60, LFA61.';
