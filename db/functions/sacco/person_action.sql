-- Shows the page on which a SACCO's admin proposes somebody for a crew, or that somebody leaves it.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: as accounts.signed_in_user.
create or replace function sacco.person_action(
  p_session  bytea,
  p_function text,    -- API function that does it
  p_about    text     -- grant_id; empty: somebody new
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids  bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.person_action', p_scope_kind => 'sacco');
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_grant   access.role_grants;
begin
  select g.* into v_grant from access.role_grants g
   where g.grant_id::text = p_about and g.role = 'crew'
     and access.sacco_of(g.scope_kind, g.scope_id, g.valid_to) = any (v_sacco_ids);
  if v_sacco_ids = '{}' or not access.has_permission(p_user_id => v_user_id, p_function => p_function)
     or (p_about <> '' and v_grant.grant_id is null) then
    return access.refuse(p_function => 'sacco.person_action', p_subject => 'access.role_grants:' || p_about);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'grant', access.grant_card(p_grant_id => v_grant.grant_id, p_zone => v_zone),
    'person', (select jsonb_build_object('user_id', u.user_id, 'last3', u.phone_last3,
                                          'name_sealed', encode(u.name_sealed, 'base64'))
                 from accounts.users u where u.user_id = v_grant.user_id));
end $$;
comment on function sacco.person_action is 'grant (see access.grant_card) and person (nothing of what they hold '
  'elsewhere), or {"outcome": "absent"} for a grant outside this SACCO, or not allowed. Raises LFA60.';
