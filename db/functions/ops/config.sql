-- One kind of configuration, or one item of it: what is in force, what was proposed and changed, and what it was.
-- Source: docs/decisions/configuration.md. Locks: as accounts.signed_in_user. Repeat: reads.
create or replace function ops.config(
  p_session bytea,
  p_kind    text,    -- setting, limit, retention or pilot
  p_subject text     -- as it stands in the address; null: all of the kind
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_zone    text := config.setting(p_setting => 'time_zone');
  v_items   jsonb := config.config_items(p_kind => p_kind, p_subject => p_subject, p_zone => v_zone);
begin
  if p_kind is null or p_kind not in ('setting', 'limit', 'retention', 'pilot')
     or (p_subject is not null and v_items = '[]')
     or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.config') then
    return access.refuse(p_function => 'ops.config', p_subject => coalesce('config.item:' || p_subject, 'ops pages'));
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', access.homes(p_user_id => v_user_id),
    'may', access.permitted_functions(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'kind', p_kind, 'items', v_items,
    'listed', (select jsonb_build_object('vehicles', count(*) filter (where l.kind <> 'sim'),
                                         'sims', count(*) filter (where l.kind = 'sim'))
                 from fleet.pilot_list(p_at => clock_timestamp()) l where p_kind = 'pilot'),
    'waiting', (select count(*) from config.config_changes c where c.kind = p_kind and c.state = 'proposed'),
    'proposals', config.config_proposals(p_kind => p_kind, p_subject => case when p_kind <> 'pilot' then p_subject end,
                                           p_user_id => v_user_id, p_zone => v_zone));
end $$;
comment on function ops.config is
  'items (see config.config_items), proposals and earlier changes (see config.config_proposals); '
  'waiting: how many proposals wait; listed: how many are in the pilot; '
  '{"outcome": "absent"} for no such thing, or who may not look. Raises LFA60 (not signed in).';
