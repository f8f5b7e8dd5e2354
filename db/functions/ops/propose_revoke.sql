-- Proposes that somebody loses a role; a finance officer decides. Source: docs/decisions/roles-and-four-eyes.md.
-- Locks: see access.propose_revoke. Repeat: waiting.
create or replace function ops.propose_revoke(
  p_session bytea, p_user_id text, p_grant_id text, p_reason text
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_grant_id bigint := (select g.grant_id from access.role_grants g
                         where g.grant_id::text = p_grant_id and g.user_id::text = p_user_id);
  v_document jsonb;
begin
  if v_grant_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.propose_revoke') then
    return access.refuse(p_function => 'ops.propose_revoke', p_subject => 'access.role_grants:' || p_grant_id);
  end if;
  v_document := access.propose_revoke(p_made_by => v_caller_id, p_grant_id => v_grant_id, p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'ops.propose_revoke');
  return v_document;
end $$;
comment on function ops.propose_revoke is
  'Outcome of access.propose_revoke, or absent (no such grant, or not allowed). Raises LFA60, LFA61.';
