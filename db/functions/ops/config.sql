-- One kind of configuration: what is in force, what is proposed about it, and what became of earlier proposals.
-- Source: issue 3, Configuration. Locks: as security.signed_in_user. Repeat: reads.
create or replace function ops.config(
  p_session bytea,
  p_kind    text     -- setting, limit, retention or pilot
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_zone    text := security.setting(p_setting => 'time_zone');
begin
  if p_kind is null or p_kind not in ('setting', 'limit', 'retention', 'pilot')
     or not security.may(p_user_id => v_user_id, p_door => 'ops.config') then
    return security.refuse(p_door => 'ops.config', p_subject => 'ops pages');
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id),
    'may', security.permitted_doors(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'kind', p_kind,
    'listed', (select jsonb_build_object('vehicles', count(*) filter (where l.kind <> 'sim'), 'sims', count(*) filter (where l.kind = 'sim'))
                 from fleet.pilot_list(p_at => clock_timestamp()) l where p_kind = 'pilot'),
    'waiting', (select count(*) from security.config_changes c where c.kind = p_kind and c.state = 'proposed'),
    'items', security.config_items(p_kind => p_kind, p_subject => null, p_zone => v_zone),
    'proposals', security.config_proposals(p_kind => p_kind, p_subject => null, p_user_id => v_user_id, p_zone => v_zone));
end $$;
comment on function ops.config(bytea, text) is
  'items (see security.config_items) and proposals (see security.config_proposals) of a kind; waiting: how many proposals wait; listed: how many are in the pilot; {"outcome": "absent"} for no such kind, or who may not look. Raises LFA60 (not signed in).';
