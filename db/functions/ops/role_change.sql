-- Shows a proposal about a role before somebody decides. Locks: as accounts.signed_in_user.
create or replace function ops.role_change(p_session bytea, p_change_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_change  access.role_changes;
begin
  select c.* into v_change from access.role_changes c where c.change_id::text = p_change_id;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.role_change') then
    return access.refuse(p_function => 'ops.role_change', p_subject => 'access.role_changes:' || p_change_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'is_party', v_user_id in (v_change.made_by, v_change.user_id),
    'mine', v_change.made_by = v_user_id,
    'change', access.role_change_card(p_change_id => v_change.change_id, p_sacco_ids => null, p_zone => v_zone),
    'maker_disabled', (select u.disabled_at is not null from accounts.users u where u.user_id = v_change.made_by),
    'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'person', accounts.person_card(p_user_id => v_change.user_id, p_zone => v_zone),
    'next', (select access.next_role_change(p_user_id => v_user_id, p_after => v_change.change_id)
              where access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_role_change')));
end $$;
comment on function ops.role_change is 'change (see access.role_change_card), mine (the caller made it), is_party (the '
  'caller made it or is concerned), person (see accounts.person_card), whether the maker is disabled by now, '
  'needs_code (re-authentication is needed), next (see access.next_role_change), or {"outcome": "absent"}. Raises '
  'LFA60.';
