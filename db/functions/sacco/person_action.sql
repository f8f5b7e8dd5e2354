-- The page before a SACCO's admin proposes somebody for a crew, or that somebody leaves it.
-- Source: decision 0089. Locks: as security.signed_in_user. Repeat: reads; nothing changes.
create or replace function sacco.person_action(
  p_session  bytea,
  p_function text,    -- API function that does it
  p_about    text     -- number of a grant; empty: of nobody yet
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_saccos  bigint[] := security.scope_ids(
                 p_user_id => v_user_id, p_door => 'sacco.person_action', p_scope_kind => 'sacco');
  v_zone    text := security.setting(p_setting => 'time_zone');
  v_grant   security.role_grants;
begin
  select g.* into v_grant from security.role_grants g
   where g.grant_id::text = p_about and g.role = 'crew'
     and security.sacco_of(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id, p_at => g.valid_to) = any (v_saccos);
  if v_saccos = '{}' or not security.may(p_user_id => v_user_id, p_door => p_function)
     or (p_about <> '' and v_grant.grant_id is null) then
    return security.refuse(p_door => 'sacco.person_action', p_subject => 'security.role_grants:' || p_about);
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id),
    'now', clock_timestamp() at time zone v_zone, 'code', not security.step_is_fresh(p_session => p_session),
    'grant', security.grant_card(p_grant_id => v_grant.grant_id, p_zone => v_zone),
    'person', (select jsonb_build_object('user_id', u.user_id, 'last3', u.phone_last3,
                                          'name_sealed', encode(u.name_sealed, 'base64'))
                 from security.users u where u.user_id = v_grant.user_id));
end $$;
comment on function sacco.person_action is
  'grant (see security.grant_card) and person (nothing of what they hold elsewhere), or {"outcome": "absent"} for a '
  'grant outside this SACCO, or who may not use the API function. Raises LFA60 (not signed in).';
