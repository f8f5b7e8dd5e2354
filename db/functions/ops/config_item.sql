-- One setting, limit or period: what it means, what was proposed about it, and what it was before.
-- Source: issue 3, Configuration (history). Locks: as security.signed_in_user. Repeat: reads.
create or replace function ops.config_item(
  p_session bytea,
  p_kind    text,    -- setting, limit or retention
  p_subject text     -- as it stands in the address
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_zone    text := security.setting(p_setting => 'time_zone');
  v_item    jsonb := security.config_items(p_kind => p_kind, p_subject => coalesce(p_subject, ''), p_zone => v_zone) -> 0;
begin
  if v_item is null or p_kind = 'pilot' or not security.may(p_user_id => v_user_id, p_door => 'ops.config_item') then
    return security.refuse(p_door => 'ops.config_item', p_subject => 'security.config:' || p_subject);
  end if;
  return jsonb_build_object('outcome', 'found', 'homes', security.homes(p_user_id => v_user_id),
    'may', security.permitted_doors(p_user_id => v_user_id, p_schema => 'ops'),
    'now', clock_timestamp() at time zone v_zone, 'kind', p_kind, 'item', v_item,
    'proposals', security.config_proposals(p_kind => p_kind, p_subject => p_subject, p_user_id => v_user_id, p_zone => v_zone),
    'history', security.config_history(p_kind => p_kind, p_subject => p_subject, p_zone => v_zone));
end $$;
comment on function ops.config_item(bytea, text, text) is
  'item (see security.config_items), its proposals (see security.config_proposals) and history (see security.config_history); {"outcome": "absent"} for no such thing, or who may not look. Raises LFA60 (not signed in).';
