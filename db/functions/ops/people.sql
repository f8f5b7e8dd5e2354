-- Lists the people we know, found by phone or role, and open proposals about them. Locks: as accounts.signed_in_user.
create or replace function ops.people(
  p_session    bytea,
  p_phone_hash bytea,   -- of one phone; null: everybody
  p_role       text,    -- who holds it now; null or empty: whatever they hold
  p_before     text     -- user_id of the last one already seen; null or empty: from the newest
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if not access.has_permission(p_user_id => v_user_id, p_function => 'ops.people') then
    return access.refuse(p_function => 'ops.people', p_subject => 'accounts.users');
  elsif p_before !~ '^[0-9]{0,18}$' then
    raise exception 'not a row of the list' using errcode = 'LFV66';
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone,
    'roles', (select jsonb_agg(r.role order by r.role) from access.roles r where r.scope_kind <> 'self'),
    'changes', access.open_role_changes(p_sacco_ids => null, p_zone => v_zone),
    'rows', (
      select coalesce(jsonb_agg(accounts.person_card(u.user_id, v_zone) order by u.user_id desc), '[]')
        from (select q.user_id from accounts.users q
               where (p_phone_hash is null or q.phone_hash = p_phone_hash)
                 and (coalesce(p_before, '') = '' or q.user_id < p_before::bigint)
                 and (coalesce(p_role, '') = ''
                      or exists (select from access.role_grants g
                                  where g.user_id = q.user_id and g.role = p_role
                                    and g.valid_from <= clock_timestamp()
                                    and (g.valid_to is null or clock_timestamp() < g.valid_to)))
               order by q.user_id desc limit 51) u));
end $$;
comment on function ops.people is 'roles there are, open changes (see access.open_role_changes) and the newest 51 '
  'people after p_before (see accounts.person_card), or {"outcome": "absent"}. Raises LFA60, LFV66 (p_before).';
