-- Replaces a lost app: a recovery code from the paper, right once, forgets the app and ends the other sessions. The
-- person is told and sets up a new app at once. Locks: the person's second factor. Repeat: a used code is gone.
create or replace function account.use_recovery_code(p_session bytea, p_code_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.half_signed_in_user(p_session => p_session);
  v_outcome text := 'refused';
begin
  perform from accounts.second_factors s where s.user_id = v_user_id for no key update;
  delete from accounts.recovery_codes r where r.user_id = v_user_id and r.code_hash = p_code_hash;
  if found then
    delete from accounts.second_factors s where s.user_id = v_user_id;
    delete from accounts.recovery_codes r where r.user_id = v_user_id;
    -- Whoever has the lost phone may also have its browser.
    update accounts.sessions s set proved_at = null where s.session_hash = p_session;
    perform accounts.allow_enrolment(p_session => p_session);
    perform accounts.end_sessions(p_user_id => v_user_id, p_place => null, p_but => p_session);
    perform accounts.notify_person(p_user_id => v_user_id, p_key => 'sms_second_factor_changed');
    v_outcome := 'enrol';
    perform audit.record_event(p_action => 'recovery_code', p_subject => 'accounts.users:' || v_user_id,
      p_after => jsonb_build_object('outcome', v_outcome));
  else
    perform audit.note_refusal(p_action => 'recovery_code', p_subject => 'accounts.users:' || v_user_id,
      p_after => jsonb_build_object('outcome', v_outcome));
  end if;
  return v_outcome;
end $$;
comment on function account.use_recovery_code is
  'Outcome enrol (set up a new app next) or refused. Raises LFA60 (not signed in).';
