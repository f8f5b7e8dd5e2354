-- An operator proposes that somebody gets a role; a finance officer decides.
-- Source: issue 3, Roles (maker and checker). Locks: see access.propose_grant. Repeat: waiting.
create or replace function ops.propose_grant(
  p_session  bytea,
  p_user_id  text,    -- as it stands in the form
  p_role     text,
  p_scope    text,    -- as typed: plate, name or number; empty for roles of the platform
  p_from     text,    -- a market day; null or empty: from the decision on
  p_to       text,    -- the last market day; null or empty: until revoked
  p_reason   text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_person  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_kind    text := (select r.scope_kind from access.roles r where r.role = p_role);
  v_scope   bigint := access.find_scope(p_scope_kind => v_kind, p_text => p_scope);
begin
  if v_person is null or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.propose_grant') then
    return access.refuse(p_function => 'ops.propose_grant', p_subject => 'accounts.users:' || p_user_id);
  elsif v_scope is null and btrim(p_scope) <> '' then
    return jsonb_build_object('outcome', 'no_scope');
  end if;
  return access.propose_grant(p_made_by => v_user_id, p_user_id => v_person, p_role => p_role, p_scope_id => v_scope,
    p_valid_from => access.parse_day(p_text => p_from)::timestamp at time zone v_zone,
    p_valid_to => (access.parse_day(p_text => p_to) + 1)::timestamp at time zone v_zone, p_reason => p_reason);
end $$;
comment on function ops.propose_grant is
  'Outcome of access.propose_grant, or absent (no such person, or no operator). Raises LFA60 (not signed in), LFV81 '
  '(not a day).';
