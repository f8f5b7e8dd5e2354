-- An operator proposes how often something may be done; somebody else decides.
-- Source: issue 3, Configuration; decision 0080. Locks: as security.propose_config. Repeat: open.
create or replace function ops.propose_limit(
  p_session   bytea,
  p_act       text,
  p_per       text,    -- whose turns: address, session, phone …
  p_burst     text,    -- turns at once, as typed
  p_refill_ms text,    -- milliseconds until there is one more, as typed
  p_reason    text
) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.signed_in_user(p_session => p_session);
  v_outcome text;
begin
  if security.may(p_user_id => v_user_id, p_door => 'ops.propose_limit') then
    perform security.require_fresh_step(p_session => p_session);
    v_outcome := security.propose_config(p_made_by => v_user_id, p_kind => 'limit', p_subject => p_act || ',' || p_per, p_phone_hash => null,
      p_value => jsonb_build_object('burst', p_burst, 'refill_ms', p_refill_ms), p_reason => p_reason);
  end if;
  if coalesce(v_outcome, 'absent') = 'absent' then
    return security.refuse(p_door => 'ops.propose_limit', p_subject => 'security.limits:' || p_act || ',' || p_per);
  end if;
  return jsonb_build_object('outcome', v_outcome);
end $$;
comment on function ops.propose_limit(bytea, text, text, text, text, text) is
  'Outcomes of security.propose_config, or absent (no such limit, or no operator). Raises LFA60 (not signed in), LFA86 (second step too long ago).';
