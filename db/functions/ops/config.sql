-- One kind of configuration, or one item of it: what is in force, what was proposed and changed, and what it was.
-- Source: decision 0080. Locks: as security.signed_in_user. Repeat: reads.
create or replace function ops.config(
  p_session bytea,
  p_kind    text,    -- setting, limit, retention or pilot
  p_subject text     -- as it stands in the address; null: all of the kind
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_zone    text := security.setting(p_setting => 'time_zone');
  v_items   jsonb := security.config_items(p_kind => p_kind, p_subject => p_subject, p_zone => v_zone);
begin
  if p_kind is null or p_kind not in ('setting', 'limit', 'retention', 'pilot')
     or (p_subject is not null and v_items = '[]')
     or not security.may(p_user_id => v_user_id, p_door => 'ops.config') then
    return security.refuse(p_door => 'ops.config', p_subject => coalesce('security.config:' || p_subject, 'ops pages'));
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id),
    'may', security.permitted_doors(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'kind', p_kind, 'items', v_items,
    'listed', (select jsonb_build_object('vehicles', count(*) filter (where l.kind <> 'sim'),
                                         'sims', count(*) filter (where l.kind = 'sim'))
                 from fleet.pilot_list(p_at => clock_timestamp()) l where p_kind = 'pilot'),
    'waiting', (select count(*) from security.config_changes c where c.kind = p_kind and c.state = 'proposed'),
    'proposals', security.config_proposals(p_kind => p_kind, p_subject => case when p_kind <> 'pilot' then p_subject end,
                                           p_user_id => v_user_id, p_zone => v_zone));
end $$;
comment on function ops.config is
  'items (see security.config_items), proposals and earlier changes (see security.config_proposals); '
  'waiting: how many proposals wait; listed: how many are in the pilot; '
  '{"outcome": "absent"} for no such thing, or who may not look. Raises LFA60 (not signed in).';
