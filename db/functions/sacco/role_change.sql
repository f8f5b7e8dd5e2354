-- Shows a proposal about a crew before the treasurer decides. Locks: as accounts.signed_in_user.
create or replace function sacco.role_change(p_session bytea, p_change_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids    bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.role_change', p_scope_kind => 'sacco');
  v_zone      text := config.setting(p_setting => 'time_zone');
  v_change    access.role_changes;
begin
  select c.* into v_change from access.role_changes c
   where c.change_id::text = p_change_id
     and access.sacco_of(c.scope_kind, c.scope_id, c.made_at) = any (v_sacco_ids);
  if not found then
    return access.refuse(p_function => 'sacco.role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'sacco'),
    'now', clock_timestamp() at time zone v_zone, 'is_party', v_user_id in (v_change.made_by, v_change.user_id),
    'mine', v_change.made_by = v_user_id,
    'maker_disabled', (select u.disabled_at is not null from accounts.users u where u.user_id = v_change.made_by),
    'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'change', access.role_change_card(p_change_id => v_change.change_id, p_sacco_ids => v_sacco_ids, p_zone => v_zone));
end $$;
comment on function sacco.role_change is 'change (see access.role_change_card), mine (the caller made it), is_party '
  '(the caller made it or is concerned), whether the maker is disabled by now, needs_code (re-authentication is '
  'needed), or {"outcome": "absent"} for one outside this SACCO. Raises LFA60.';
