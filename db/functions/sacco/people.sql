-- A SACCO's own people: its officials, the crews of its vehicles, and what waits for the treasurer.
-- Source: issue 3, SACCO admin's own people page. Locks: as accounts.signed_in_user. Repeat: reads.
create or replace function sacco.people(
  p_session bytea
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_saccos  bigint[] := access.scope_ids(p_user_id => v_user_id, p_function => 'sacco.people', p_scope_kind => 'sacco');
  v_zone    text := config.setting(p_setting => 'time_zone');
begin
  if v_saccos = '{}' then
    return access.refuse(p_function => 'sacco.people', p_subject => 'sacco pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', access.homes(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'sacco'),
    'now', clock_timestamp() at time zone v_zone,
    'saccos', (select jsonb_agg(s.name order by s.name) from fleet.saccos s where s.sacco_id = any (v_saccos)),
    'rows', access.sacco_grants(p_sacco_ids => v_saccos, p_zone => v_zone),
    'changes', access.open_role_changes(p_sacco_ids => v_saccos, p_zone => v_zone));
end $$;
comment on function sacco.people is
  'saccos, rows (see access.sacco_grants) and changes that wait (see access.open_role_changes), or {"outcome": '
  '"absent"}. Raises LFA60 (not signed in).';
