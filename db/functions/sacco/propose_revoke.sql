-- Proposes that somebody leaves the crew of a vehicle, by a SACCO's admin; its treasurer decides.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: see access.propose_revoke. Repeat: waiting.
create or replace function sacco.propose_revoke(p_session bytea, p_grant_id text, p_reason text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids   bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.propose_revoke', p_scope_kind => 'sacco');
  v_grant_id bigint := (select g.grant_id from access.role_grants g
                         where g.grant_id::text = p_grant_id and g.role = 'crew'
                           and access.sacco_of(g.scope_kind, g.scope_id, g.valid_to) = any (v_sacco_ids));
  v_document jsonb;
begin
  if v_grant_id is null then
    return access.refuse(p_function => 'sacco.propose_revoke', p_subject => 'access.role_grants:' || p_grant_id);
  end if;
  v_document := access.propose_revoke(p_made_by => v_user_id, p_grant_id => v_grant_id, p_reason => p_reason);
  perform access.require_permission(p_session => p_session, p_function => 'sacco.propose_revoke',
                                    p_scope_ids => v_sacco_ids);
  return v_document;
end $$;
comment on function sacco.propose_revoke is
  'Outcome of access.propose_revoke, or absent (no crew of this SACCO, or no admin). Raises LFA60, LFA61.';
