-- Withdraws a member of staff's own proposal that nobody has decided. Source: docs/decisions/configuration.md.
-- Locks: as config.withdraw_config. Repeat: withdrawn.
create or replace function ops.withdraw_config(p_session bytea, p_change_id text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_change  config.config_changes;
  v_outcome text;
begin
  select c.* into v_change from config.config_changes c where c.change_id::text = p_change_id;
  if not found or not access.has_permission(p_user_id => v_user_id, p_function => 'ops.withdraw_config') then
    return access.refuse(p_function => 'ops.withdraw_config', p_subject => 'config.config_changes:' || p_change_id);
  end if;
  v_outcome := config.withdraw_config(p_user_id => v_user_id, p_change_id => v_change.change_id);
  if v_outcome = 'not_maker' then
    perform access.refuse(p_function => 'ops.withdraw_config', p_subject => 'config.config_changes:' || p_change_id);
  end if;
  perform access.require_permission(p_session => p_session, p_function => 'ops.withdraw_config');
  return jsonb_build_object('outcome', v_outcome, 'kind', v_change.kind);
end $$;
comment on function ops.withdraw_config is
  'Outcome of config.withdraw_config with the kind, or absent (no such proposal, or not allowed); not_maker is a '
  'refusal. Raises LFA60, LFA61.';
