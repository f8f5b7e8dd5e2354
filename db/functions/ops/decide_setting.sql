-- Our finance officer agrees to another limit, or does not.
-- Source: issue 3, Configuration. Locks: as security.decide_setting. Repeat: what was decided stays decided.
create or replace function ops.decide_setting(
  p_session   bytea,
  p_change_id text,    -- as it stands in the form
  p_decision  text     -- approved or declined
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id   bigint := security.signed_in_user(p_session => p_session);
  v_outcome   text;
  v_change_id bigint := (select c.change_id from security.setting_changes c where c.change_id::text = p_change_id);
begin
  if v_change_id is null or not security.may(p_user_id => v_user_id, p_door => 'ops.decide_setting') then
    return security.refuse(p_door => 'ops.decide_setting', p_subject => 'security.setting_changes:' || p_change_id);
  end if;
  perform security.require_fresh_step(p_session => p_session);
  v_outcome := security.decide_setting(p_decided_by => v_user_id, p_change_id => v_change_id, p_decision => p_decision);
  if v_outcome = 'same_person' then
    perform security.refuse(p_door => 'ops.decide_setting', p_subject => 'security.setting_changes:' || p_change_id);
  end if;
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.decide_setting(bytea, text, text) is
  'Outcomes of security.decide_setting, or absent (no such proposal, or no finance officer). Raises LFA60 (not signed in), LFA86 (second step too long ago), LFV98 (neither approved nor declined).';
