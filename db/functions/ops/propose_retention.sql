-- An operator proposes how long something is kept; somebody else decides.
-- Source: issue 3, Configuration; decision 0080. Locks: as security.propose_config. Repeat: open.
create or replace function ops.propose_retention(
  p_session   bytea,
  p_kind      text,    -- of data, as in security.retention_periods
  p_keep_days text,    -- as typed
  p_reason    text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if security.may(p_user_id => v_user_id, p_door => 'ops.propose_retention') then
    perform security.require_fresh_step(p_session => p_session);
    v_outcome := security.propose_config(p_made_by => v_user_id, p_kind => 'retention', p_subject => p_kind, p_phone_hash => null,
      p_value => jsonb_build_object('keep_days', p_keep_days), p_reason => p_reason);
  end if;
  if coalesce(v_outcome, 'absent') = 'absent' then
    return security.refuse(p_door => 'ops.propose_retention', p_subject => 'security.retention_periods:' || p_kind);
  end if;
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.propose_retention(bytea, text, text, text) is
  'Outcomes of security.propose_config, or absent (no such kind of data, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago).';
