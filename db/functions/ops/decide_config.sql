-- Approves or declines a proposal to change a setting that moves money, by a second member of staff.
-- Source: docs/decisions/configuration.md. Locks: as config.decide_config. Repeat: a decision stays.
create or replace function ops.decide_config(
  p_session bytea, p_change_id text, p_decision text, p_reason text default null
) returns jsonb language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_change  config.config_changes;
  v_outcome text;
begin
  select c.* into v_change from config.config_changes c where c.change_id::text = p_change_id;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.decide_config') then
    return access.refuse(p_function => 'ops.decide_config', p_subject => 'config.config_changes:' || p_change_id);
  end if;
  perform accounts.require_reauthentication(p_session => p_session);
  v_outcome := config.decide_config(v_user_id, v_change.change_id, p_decision, p_reason);
  if v_outcome = 'same_person' then
    perform access.refuse(p_function => 'ops.decide_config', p_subject => 'config.config_changes:' || p_change_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.decide_config');
  return jsonb_build_object('outcome', v_outcome, 'kind', v_change.kind);
end $$;
comment on function ops.decide_config is
  'Outcome of config.decide_config with the kind, or absent (no such proposal, or not allowed). Raises LFA60, LFA61, '
  'LFA86, LFV98 (decision).';
