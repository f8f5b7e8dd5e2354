-- Starts the move of the app to a new phone: the old app is forgotten, and this session waits for the new one's first
-- code. It needs re-authentication by the old app. Locks: the person's second factor. Repeat: LFA85 or LFA86, because
-- the session is only half signed in now. Source: docs/decisions/sign-in.md.
create or replace function account.replace_second_factor(p_session bytea) returns jsonb -- sha256 of the token
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
begin
  perform accounts.require_reauthentication(p_session => p_session);
  delete from accounts.second_factors s where s.user_id = v_user_id;
  delete from accounts.recovery_codes r where r.user_id = v_user_id;
  update accounts.sessions s set proved_at = null where s.session_hash = p_session;
  perform accounts.allow_enrolment(p_session => p_session);
  perform accounts.end_sessions(p_user_id => v_user_id, p_place => null, p_but => p_session);
  perform accounts.notify_person(p_user_id => v_user_id, p_key => 'sms_second_factor_changed');
  perform audit.record_event(p_action => 'replace_second_factor', p_subject => 'accounts.users:' || v_user_id,
    p_after => null);
  return jsonb_build_object('outcome', 'enrol');
end $$;
comment on function account.replace_second_factor is 'Outcome enrol: a new app is set up next; other sessions ended, '
  'the person is told by SMS. Raises LFA60 (not signed in), LFA85, LFA86 (second factor missing or too long ago).';
