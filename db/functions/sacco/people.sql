-- Lists a SACCO's officials, its crews and open proposals, nothing of elsewhere. Locks: as accounts.signed_in_user.
create or replace function sacco.people(p_session bytea) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids  bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.people', p_scope_kind => 'sacco');
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if v_sacco_ids = '{}' then
    return access.refuse(p_function => 'sacco.people', p_subject => 'sacco pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'sacco'),
    'now', clock_timestamp() at time zone v_zone,
    'saccos', (select jsonb_agg(s.name order by s.name) from fleet.saccos s where s.sacco_id = any (v_sacco_ids)),
    'rows', (
      select coalesce(jsonb_agg(jsonb_build_object('grant_id', g.grant_id, 'user_id', g.user_id, 'role', g.role,
          'last3', u.phone_last3, 'name_sealed', encode(u.name_sealed, 'base64'),
          'scope', access.scope_name(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id),
          'from', g.valid_from at time zone v_zone, 'to', g.valid_to at time zone v_zone,
          'disabled', u.disabled_at is not null, 'begun', g.valid_from <= clock_timestamp())
          order by g.role desc, g.grant_id), '[]')
        from access.role_grants g join accounts.users u using (user_id)
       where g.scope_kind in ('sacco', 'vehicle') and (g.valid_to is null or clock_timestamp() < g.valid_to)
         and access.sacco_of(g.scope_kind, g.scope_id, g.valid_to) = any (v_sacco_ids)),
    'changes', access.open_role_changes(p_sacco_ids => v_sacco_ids, p_zone => v_zone));
end $$;
comment on function sacco.people is 'saccos, rows (grants now or later, officials first) and changes that wait (see '
  'access.open_role_changes), or {"outcome": "absent"}. Raises LFA60.';
