-- An operator proposes another value for a setting; somebody else decides.
-- Source: issue 3, Configuration; decision 0080. Locks: as security.propose_config. Repeat: open.
create or replace function ops.propose_setting(
  p_session bytea,
  p_setting text,
  p_value   text,
  p_reason  text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if security.may(p_user_id => v_user_id, p_door => 'ops.propose_setting') then
    perform security.require_fresh_step(p_session => p_session);
    v_outcome := security.propose_config(p_made_by => v_user_id, p_kind => 'setting', p_subject => p_setting, p_phone_hash => null,
      p_value => jsonb_build_object('value', p_value), p_reason => p_reason);
  end if;
  if coalesce(v_outcome, 'absent') = 'absent' then
    return security.refuse(p_door => 'ops.propose_setting', p_subject => 'security.settings:' || p_setting);
  end if;
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.propose_setting(bytea, text, text, text) is
  'Outcomes of security.propose_config, or absent (no such setting, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago).';
