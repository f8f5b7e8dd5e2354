-- Shows one person: roles, open sessions, known devices and changes. Locks: as accounts.signed_in_user.
create or replace function ops.person(p_session bytea, p_user_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_person_id  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.person') then
    return access.refuse(p_function => 'ops.person', p_subject => 'accounts.users:' || p_user_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_caller_id),
    'may', access.permitted_functions(p_user_id => v_caller_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'person', accounts.person_card(p_user_id => v_person_id, p_zone => v_zone),
    'roles', (select jsonb_object_agg(r.role, r.scope_kind) from access.roles r where r.scope_kind <> 'self'),
    'sessions', accounts.open_sessions(p_user_id => v_person_id, p_session => p_session, p_zone => v_zone),
    'devices', accounts.known_devices(p_user_id => v_person_id, p_session => p_session, p_zone => v_zone),
    'is_me', v_person_id = v_caller_id,
    'past', (select coalesce(jsonb_agg(jsonb_build_object('role', g.role,
                      'scope', access.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id),
                      'from', g.valid_from at time zone v_zone, 'to', g.valid_to at time zone v_zone)
                      order by g.valid_to desc), '[]')
               from access.role_grants g where g.user_id = v_person_id and g.valid_to <= clock_timestamp()),
    'changes', (select coalesce(jsonb_agg(jsonb_build_object('change_id', c.change_id, 'kind', c.kind, 'role', c.role,
                      'scope', access.scope_name(p_scope_kind => c.scope_kind, p_scope_id => c.scope_id),
                      'state', c.state, 'reason', c.reason, 'made_by', c.made_by,
                      'at', c.made_at at time zone v_zone, 'decided_by', c.decided_by)
                      order by c.change_id desc), '[]')
                  from access.role_changes c where c.user_id = v_person_id));
end $$;
comment on function ops.person is 'person (see accounts.person_card), roles that can be granted and their kind of '
  'scope, open sessions, known devices, is_me (the caller is this person), past grants, every change proposed; '
  '{"outcome": "absent"} for no such person or not allowed. Raises LFA60.';
