-- Shows a SACCO's officials their SACCOs, or one of them with its routes, owners and vehicles.
-- Locks: as accounts.signed_in_user.
create or replace function sacco.fleet(
  p_session bytea,
  p_sacco   text,    -- sacco_id; null or empty: the list of them
  p_find    text,    -- for the picker of owners
  p_after   text     -- how many vehicles were seen already
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := accounts.signed_in_user(p_session => p_session);
  v_sacco_ids bigint[] := access.scope_ids(v_user_id, p_function => 'sacco.fleet', p_scope_kind => 'sacco');
  v_sacco_id  bigint := (select s.sacco_id from fleet.saccos s
                          where s.sacco_id::text = p_sacco
                            and s.sacco_id = any (v_sacco_ids));
begin
  if v_sacco_ids = '{}' or (p_sacco <> '' and v_sacco_id is null) then
    return access.refuse(p_function => 'sacco.fleet', p_subject => 'fleet.saccos:' || p_sacco);
  elsif p_after !~ '^[0-9]{0,6}$' then
    raise exception 'not a row of the list' using errcode = 'LFV66';
  end if;
  return jsonb_build_object('outcome', 'found', 'viewer', access.viewer(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone config.setting(p_setting => 'time_zone'))
    || case when v_sacco_id is null
         then jsonb_build_object('saccos', fleet.sacco_cards(p_sacco_ids => v_sacco_ids))
         else jsonb_build_object('sacco', fleet.sacco_page(v_sacco_id, p_find, p_after)) end;
end $$;
comment on function sacco.fleet is
  'saccos (see fleet.sacco_cards) or sacco (see fleet.sacco_page), or {"outcome": "absent"}. Raises LFA60, LFV66.';
