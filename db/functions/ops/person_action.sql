-- Shows the page of an action on a person: whom it concerns, what it is about, and whether a code is asked for. Only
-- disabling is previewed: what ends with it, and what stands in the way; the other actions check when they are done.
-- Source: docs/decisions/roles-and-four-eyes.md. Locks: as accounts.signed_in_user.
create or replace function ops.person_action(
  p_session  bytea,
  p_user_id  text,
  p_function text,    -- API function that does it
  p_about    text     -- grant_id of one of their grants, or key of one of their devices; empty: neither
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_caller_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_person_id  bigint := (select u.user_id from accounts.users u where u.user_id::text = p_user_id);
  v_grant   jsonb := (select access.grant_card(p_grant_id => g.grant_id, p_zone => v_zone) from access.role_grants g
                       where g.user_id = v_person_id and g.grant_id::text = p_about);
  v_device  jsonb := (select d from jsonb_array_elements(accounts.known_devices(p_user_id => v_person_id,
                       p_session => p_session, p_zone => v_zone)) d where d ->> 'place' = p_about);
begin
  if v_person_id is null or not access.has_permission(p_user_id => v_caller_id, p_function => 'ops.person_action')
     or not access.has_permission(p_user_id => v_caller_id, p_function => p_function)
     or (p_about <> '' and num_nonnulls(v_grant, v_device) = 0) then
    return access.refuse(p_function => 'ops.person_action', p_subject => 'accounts.users:' || p_user_id);
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_caller_id),
    'now', clock_timestamp() at time zone v_zone, 'needs_code', not accounts.is_reauthenticated(p_session => p_session),
    'person', accounts.person_card(p_user_id => v_person_id, p_zone => v_zone), 'grant', v_grant, 'device', v_device,
    'roles', (select jsonb_agg(r.role order by r.role) from access.roles r where r.scope_kind <> 'self'))
    || case when p_function = 'ops.disable_person' then jsonb_build_object(
      'figures', jsonb_build_object(
        'sessions', (select count(*) from accounts.sessions s where s.user_id = v_person_id and s.revoked_at is null
                        and clock_timestamp() < least(s.idle_expires_at, s.expires_at)),
        'grants', (select count(*) from access.role_grants g
                    where g.user_id = v_person_id and (g.valid_to is null or clock_timestamp() < g.valid_to)),
        'proposals', (select count(*) from access.role_changes c where c.made_by = v_person_id and c.state = 'proposed')
            + (select count(*) from config.config_changes c where c.made_by = v_person_id and c.state = 'proposed')),
      'blockers', array_remove(array[
        (select 'already' from accounts.users u where u.user_id = v_person_id and u.disabled_at is not null),
        case when access.has_deciders_without(p_user_id => v_person_id) is not true then 'last' end], null)) else '{}'
          end;
end $$;
comment on function ops.person_action is 'person (see accounts.person_card), grant or device that it is about, roles '
  'there are, needs_code (re-authentication is needed); for ops.disable_person figures (open sessions, grants now or '
  'later, open proposals of theirs) and blockers (already, last: nobody could enable anybody again). {"outcome": '
  '"absent"} for no such person, grant or device, or not allowed. Raises LFA60.';
