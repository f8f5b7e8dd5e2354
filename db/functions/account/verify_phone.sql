-- Verifies the code of the SMS before a person's first app. If it is right, this session may set one up for a while.
-- Locks: as accounts.verify_code; then the session. Repeat: a code is right once. Wrong ones are counted, so they are
-- outcomes. Source: docs/decisions/sign-in.md.
create or replace function account.verify_phone(p_session bytea, p_code_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.half_signed_in_user(p_session => p_session);
  v_code    text := accounts.verify_code(p_user_id => v_user_id, p_purpose => 'second_factor', p_amount_cents => null,
    p_destination => null, p_code_hash => p_code_hash, p_device => null);
begin
  if v_code <> 'right' then
    perform audit.note_refusal(p_action => 'verify_phone', p_subject => 'accounts.users:' || v_user_id,
      p_after => jsonb_build_object('code', v_code));
    return 'refused';
  end if;
  perform accounts.allow_enrolment(p_session => p_session);
  perform audit.record_event(p_action => 'verify_phone', p_subject => 'accounts.users:' || v_user_id,
    p_after => jsonb_build_object('code', v_code));
  return 'proved';
end $$;
comment on function account.verify_phone is
  'Outcome proved, or refused (wrong, old or used code, too many guesses). Raises LFA60 (not signed in).';
