-- The page before a SACCO's admin proposes somebody for a crew, or that somebody leaves it: what hangs on it, and who decides.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: as security.signed_in_user. Repeat: reads; nothing changes.
create or replace function sacco.consider_act(
  p_session bytea,
  p_act     text,    -- crew or revoke
  p_about   text     -- revoke: number of the grant; else empty
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_saccos  bigint[] := security.scope_ids(p_user_id => v_user_id, p_door => 'sacco.consider_act', p_scope_kind => 'sacco');
  v_zone    text := security.setting(p_setting => 'time_zone');
  v_grant   security.role_grants;
begin
  select g.* into v_grant from security.role_grants g
   where g.grant_id::text = p_about and p_act = 'revoke' and g.role = 'crew'
     and security.sacco_of(p_scope_kind => g.scope_kind, p_scope_id => g.scope_id, p_at => g.valid_to) = any (v_saccos);
  if v_saccos = '{}' or coalesce(p_act, '') not in ('crew', 'revoke') or (p_act = 'revoke' and v_grant.grant_id is null) then
    return security.refuse(p_door => 'sacco.consider_act', p_subject => 'security.role_grants:' || p_about);
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id), 'now', clock_timestamp() at time zone v_zone,
    'act', p_act, 'code', false, 'hindered', '[]'::jsonb, 'figures', jsonb_build_object('crew',
      (select count(*) from jsonb_array_elements(security.sacco_grants(p_sacco_ids => v_saccos, p_zone => v_zone)) g where g ->> 'role' = 'crew')),
    'person', (select jsonb_object_agg(c.key, c.value) from jsonb_each(security.person_card(p_user_id => v_grant.user_id, p_zone => v_zone)) c
                where c.key in ('user_id', 'last3', 'name_sealed', 'disabled')),
    'deciders', (select sum(security.other_deciders(p_door => 'sacco.decide_role_change', p_scope_id => s, p_but => array[v_user_id, v_grant.user_id]))
                   from unnest(v_saccos) s
                  where v_grant.grant_id is null or s = security.sacco_of(p_scope_kind => v_grant.scope_kind, p_scope_id => v_grant.scope_id, p_at => v_grant.valid_to)))
    || coalesce(security.consider_revoke(p_grant_id => v_grant.grant_id, p_zone => v_zone), '{}')
    || case when security.person_of(p_user_id => v_grant.user_id) = security.person_of(p_user_id => v_user_id) then '{"hindered": ["same_person"]}'
            when exists (select from security.role_changes c where c.state = 'proposed' and c.act = 'revoke' and c.grant_id = v_grant.grant_id)
            then '{"hindered": ["waiting"]}' else '{}'::jsonb end;
end $$;
comment on function sacco.consider_act(bytea, text, text) is
  'act, deciders (treasurers who could decide), figures (crew: how many hold that role in the SACCO now; revoke: see security.consider_revoke), person (nothing of what they hold elsewhere), hindered (same_person, waiting, gone); {"outcome": "absent"} for a grant outside this SACCO, or no admin. Raises LFA60 (not signed in).';
