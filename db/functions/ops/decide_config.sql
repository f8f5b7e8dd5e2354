-- A second member of staff approves or declines the proposal to change a setting that moves money.
-- Source: decision 0080. Locks: as security.decide_config. Repeat: what was decided stays decided.
create or replace function ops.decide_config(
  p_session   bytea,
  p_change_id text,    -- as it stands in the form
  p_decision  text     -- approved or declined
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_change  security.config_changes;
  v_outcome text;
begin
  select c.* into v_change from security.config_changes c where c.change_id::text = p_change_id;
  if not found or not security.may(p_user_id => v_user_id, p_door => 'ops.decide_config') then
    return security.refuse(p_door => 'ops.decide_config', p_subject => 'security.config_changes:' || p_change_id);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  v_outcome := security.decide_config(p_decided_by => v_user_id, p_change_id => v_change.change_id, p_decision => p_decision);
  if v_outcome = 'same_person' then
    perform security.refuse(p_door => 'ops.decide_config', p_subject => 'security.config_changes:' || p_change_id);
  end if;
  return jsonb_build_object('outcome', v_outcome, 'kind', v_change.kind);
end $$;
comment on function ops.decide_config(bytea, text, text) is
  'Outcomes of security.decide_config with the kind of configuration, or absent (no such proposal, or not allowed). '
  'Raises LFA60 (not signed in), LFA86 (second factor too long ago), LFV98 (neither approved nor declined).';
