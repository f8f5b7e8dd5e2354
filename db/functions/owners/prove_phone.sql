-- The digits of the SMS, before the first app: right, this session may set one up for a while.
-- Source: decision 0091. Locks: as security.judge_code; then the session. Repeat: a code is right once; refusals are counted,
-- which is why they are outcomes.
create or replace function owners.prove_phone(
  p_session   bytea,   -- sha256 of the browser's token
  p_code_hash bytea    -- keyed hash of the digits that were typed
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.half_signed_in_user(p_session => p_session);
  v_judged  text := security.judge_code(p_user_id => v_user_id, p_purpose => 'second_step', p_amount_cents => null,
                                        p_destination => null, p_code_hash => p_code_hash, p_device => null);
begin
  if v_judged <> 'right' then
    perform security.note_refusal(p_action => 'prove_phone', p_subject => 'security.users:' || v_user_id,
                                  p_after => jsonb_build_object('code', v_judged));
    return 'refused';
  end if;
  perform security.let_enrol(p_session => p_session);
  perform audit.record_event(p_action => 'prove_phone', p_subject => 'security.users:' || v_user_id,
                             p_after => jsonb_build_object('code', v_judged));
  return 'proved';
end $$;
comment on function owners.prove_phone(bytea, bytea) is
  'Outcome proved (this session may set up an app for second_step_offer_minutes) or refused (wrong, old or used code, too many guesses). Raises LFA60 (not signed in).';
