-- The page of a dangerous act about a person: what will happen in figures, what stands in the way, and whether a code is asked for.
-- Source: pages, Rules (dangerous acts); decision 0089. Locks: as security.signed_in_user. Repeat: reads; nothing changes.
create or replace function ops.consider_act(
  p_session bytea,
  p_user_id text,    -- as it stands in the address
  p_act     text,    -- see security.consider_act
  p_about   text     -- join: number of the other account, as typed; revoke: of the grant; forget_device: place; else empty
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id  bigint := security.signed_in_user(p_session => p_session);
  v_zone     text := security.setting(p_setting => 'time_zone');
  v_person   bigint := (select u.user_id from security.users u where u.user_id::text = p_user_id);
  v_grant_id bigint := (select g.grant_id from security.role_grants g where g.grant_id::text = p_about and g.user_id = v_person and p_act = 'revoke');
  v_other    bigint := case p_act when 'join' then (select u.user_id from security.users u where u.user_id::text = btrim(p_about) and u.user_id <> v_person)
                                  when 'separate' then (array_remove(security.accounts_of(p_user_id => v_person), v_person))[1] end;
  v_door     text := (select d.door from (values ('disable', 'ops.disable_person'), ('enable', 'ops.propose_enable'), ('end_sessions', 'ops.end_sessions'),
                        ('forget_device', 'ops.forget_device'), ('join', 'ops.propose_join'), ('separate', 'ops.propose_separation'),
                        ('grant', 'ops.propose_grant'), ('revoke', 'ops.propose_revoke')) as d(act, door) where d.act = p_act);
  v_told     jsonb := security.consider_act(p_act => p_act, p_user_id => v_person, p_other => v_other, p_grant_id => v_grant_id, p_place => p_about,
                                            p_session => p_session, p_zone => v_zone);
begin
  if v_person is null or v_told is null or not security.may(p_user_id => v_user_id, p_door => 'ops.consider_act') then
    return security.refuse(p_door => 'ops.consider_act', p_subject => 'security.users:' || p_user_id);
  end if;
  return v_told || jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id), 'now', clock_timestamp() at time zone v_zone,
    'act', p_act, 'person', security.person_card(p_user_id => v_person, p_zone => v_zone),
    'other', security.person_card(p_user_id => v_other, p_zone => v_zone),
    'roles', (select jsonb_agg(r.role order by r.role) from security.roles r where r.scope_kind <> 'self'),
    'deciders', case when v_door like 'ops.propose%' then security.other_deciders(p_door => 'ops.decide_role_change', p_scope_id => null,
                                                                                  p_but => array[v_user_id, v_person, v_other]) end,
    'code', v_door not like 'ops.propose%' and not security.step_is_fresh(p_session => p_session),
    'hindered', to_jsonb(array_remove(array[
      case when not security.may(p_user_id => v_user_id, p_door => v_door) then 'no_right' end,
      case when p_act not in ('end_sessions', 'forget_device') and security.person_of(p_user_id => v_user_id)
                in (security.person_of(p_user_id => v_person), security.person_of(p_user_id => v_other))
           then case p_act when 'disable' then 'oneself' else 'same_person' end end,
      case when p_act = 'join' and v_other is null and btrim(p_about) <> '' then 'no_other' end,
      case when exists (select from security.role_changes c
                         where c.state = 'proposed' and c.act = p_act and (c.user_id = v_person or (p_act = 'join' and c.other_user_id = v_person))
                           and p_act in ('enable', 'join', 'separate', 'revoke') and c.grant_id is not distinct from v_grant_id
                           and (p_act <> 'join' or v_other in (c.user_id, c.other_user_id))) then 'waiting' end], null))
      || (v_told -> 'hindered'));
end $$;
comment on function ops.consider_act(bytea, text, text, text) is
  'act, person and other (see security.person_card), figures and what belongs to them (see security.consider_act), deciders (how many could decide a proposal), code (one is asked for), hindered (no_right, oneself, same_person, no_other, waiting and those of security.consider_act); {"outcome": "absent"} for no such person, act, grant or device, or neither operator nor finance officer. Raises LFA60 (not signed in).';
