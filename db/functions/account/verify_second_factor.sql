-- Verifies a code of the app. A right one re-authenticates the session under a new token. The first right one also
-- confirms the app and stores its recovery codes. Locks: the person's second factor, then the session. Repeat: the same
-- code is refused. Wrong ones are counted, so they are outcomes. Source: docs/decisions/sign-in.md.
create or replace function account.verify_second_factor(
  p_session  bytea,    -- sha256 of the browser's token
  p_new      bytea,    -- sha256 of the token it gets when the code is right
  p_typed    text,
  p_step     bigint,   -- the half minute that account.second_factor returned
  p_codes    text[],   -- of the half minute before, that one and the next
  p_recovery bytea[]   -- sha256 of new recovery codes, kept if this confirms the app
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.half_signed_in_user(p_session => p_session);
  v_code    text := 'wrong';
  v_outcome text;
begin
  -- Only a session that may set up an app can confirm one.
  if accounts.is_enrolment_allowed(p_session => p_session)
     or exists (select from accounts.second_factors s where s.user_id = v_user_id and s.confirmed_at is not null) then
    v_code := accounts.verify_totp(p_user_id => v_user_id, p_typed => p_typed, p_step => p_step, p_codes => p_codes);
  end if;
  v_outcome := case v_code when 'right' then 'open' when 'wrong' then 'refused' else v_code end;
  if v_code = 'right' then
    perform accounts.renew_session(p_session => p_session, p_new => p_new);
    update accounts.second_factors s set confirmed_at = clock_timestamp()
     where s.user_id = v_user_id and s.confirmed_at is null;
    if found then
      v_outcome := 'enrolled';
      update accounts.sessions s set may_enrol_until = null where s.session_hash = p_new;
      delete from accounts.recovery_codes r where r.user_id = v_user_id;
      insert into accounts.recovery_codes (user_id, code_hash) select v_user_id, unnest(p_recovery);
      perform accounts.notify_person(p_user_id => v_user_id, p_key => 'sms_second_factor_changed');
    end if;
  end if;
  if v_code = 'right' then
    perform audit.record_event(p_action => 'second_factor', p_subject => 'accounts.users:' || v_user_id,
      p_after => jsonb_build_object('outcome', v_outcome));
  else
    perform audit.note_refusal(p_action => 'second_factor', p_subject => 'accounts.users:' || v_user_id,
      p_after => jsonb_build_object('outcome', v_outcome));
  end if;
  return v_outcome;
end $$;
comment on function account.verify_second_factor is
  'Outcome open, enrolled (open, and the app is now set up), refused (wrong or used, or no app is set up and this '
  'session may not set one up) or paused (too many tries). Raises LFA60 (not signed in), LFV62 (not a sha256).';
