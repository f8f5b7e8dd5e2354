-- A code from the app: right once, it proves the session under a new token; the first right one also
-- confirms the app, and the recovery codes that come with it count from then on.
-- Source: issue 3, Sign-in; decisions 0065, 0091. Locks: the person's second step, then the session.
-- Repeat: the same code again is refused; refusals are counted, which is why they are outcomes.
create or replace function owners.pass_second_step(
  p_session  bytea,    -- sha256 of the browser's token
  p_new      bytea,    -- sha256 of the token it gets when the code is right
  p_typed    text,
  p_step     bigint,   -- as owners.second_step said
  p_codes    text[],   -- what the app shows before, in and after that half minute
  p_recovery bytea[]   -- sha256 of new recovery codes, kept if this confirms the app
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := security.half_signed_in_user(p_session => p_session);
  v_judged  text := 'wrong';
  v_outcome text;
begin
  -- An app that is not confirmed yet is confirmed only by a session that may set one up.
  if security.may_enrol(p_session => p_session)
     or exists (select from security.second_steps s where s.user_id = v_user_id and s.confirmed_at is not null) then
    v_judged := security.judge_totp(p_user_id => v_user_id, p_typed => p_typed, p_step => p_step, p_codes => p_codes);
  end if;
  v_outcome := case v_judged when 'right' then 'open' when 'wrong' then 'refused' else v_judged end;
  if v_judged = 'right' then
    perform security.prove_session(p_session => p_session, p_new => p_new);
    update security.second_steps s set confirmed_at = clock_timestamp()
     where s.user_id = v_user_id and s.confirmed_at is null;
    if found then
      v_outcome := 'enrolled';
      update security.sessions s set may_enrol_until = null where s.session_hash = p_new;
      delete from security.recovery_codes r where r.user_id = v_user_id;
      insert into security.recovery_codes (user_id, code_hash) select v_user_id, unnest(p_recovery);
      perform security.tell_person(p_user_id => v_user_id, p_key => 'sms_second_step_changed');
    end if;
  end if;
  if v_judged = 'right' then
    perform audit.record_event(p_action => 'second_step', p_subject => 'security.users:' || v_user_id,
                               p_after => jsonb_build_object('outcome', v_outcome));
  else
    perform security.note_refusal(p_action => 'second_step', p_subject => 'security.users:' || v_user_id,
                                  p_after => jsonb_build_object('outcome', v_outcome));
  end if;
  return v_outcome;
end $$;
comment on function owners.pass_second_step(bytea, bytea, text, bigint, text[], bytea[]) is
  'Outcome open, enrolled (open, and the app is now set up), refused (wrong or spent, or no app is set up and this session may not set up one) or paused (too many tries). Raises LFA60 (not signed in), LFV62 (not a sha256).';
