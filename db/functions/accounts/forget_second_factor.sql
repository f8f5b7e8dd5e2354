-- Phone and paper are both lost: after we made sure who asks, the app is forgotten, and the next sign-in
-- sets up a new one. The person is told, in case it was somebody else who asked.
-- Source: docs/decisions/sign-in.md. Locks: the person's second step. Repeat: nobody has one.
create or replace function accounts.forget_second_factor(
  p_phone_hash bytea   -- keyed look-up hash of the phone
) returns text
language plpgsql as $$
declare
  v_user accounts.users;
begin
  select u.* into v_user from accounts.users u where u.phone_hash = p_phone_hash;
  delete from accounts.second_factors s where s.user_id = v_user.user_id;
  if not found then
    return 'absent';
  end if;
  delete from accounts.recovery_codes r where r.user_id = v_user.user_id;
  perform accounts.end_sessions(p_user_id => v_user.user_id, p_place => null, p_but => null);
  perform messaging.enqueue(p_topic => 'sms', p_key => 'second_factor/' || v_user.user_id || '/'
    || pg_current_xact_id(),
    p_payload => jsonb_build_object('phone_hash', encode(v_user.phone_hash, 'hex'),
      'text', messaging.say(p_key => 'sms_second_factor_forgotten', p_lang => v_user.lang, p_args => array[]::text[])));
  perform audit.record_event(p_action => 'forget_second_factor', p_subject => 'accounts.users:' || v_user.user_id,
    p_after => null);
  return 'forgotten';
end $$;
comment on function accounts.forget_second_factor is
  'Outcome forgotten (sessions ended, the person told), or absent (no such person, or none set up). Raises nothing.';
