-- Phone and paper are both lost: after we made sure who asks, the app is forgotten, and the next sign-in
-- sets up a new one. The person is told, in case it was somebody else who asked.
-- Source: decision 0065. Locks: the person's second step. Repeat: nobody has one.
create or replace function security.forget_second_step(
  p_phone_hash bytea   -- keyed look-up hash of the phone
) returns text
language plpgsql as $$
declare
  v_user security.users;
begin
  select u.* into v_user from security.users u where u.phone_hash = p_phone_hash;
  delete from security.second_steps s where s.user_id = v_user.user_id;
  if not found then
    return 'absent';
  end if;
  delete from security.recovery_codes r where r.user_id = v_user.user_id;
  perform security.end_sessions(p_user_id => v_user.user_id, p_place => null, p_but => null);
  perform messaging.enqueue(p_topic => 'sms', p_key => 'second_step/' || v_user.user_id || '/' || pg_current_xact_id(),
    p_payload => jsonb_build_object('phone_hash', encode(v_user.phone_hash, 'hex'),
      'text', messaging.say(p_key => 'sms_second_step_forgotten', p_lang => v_user.lang, p_args => array[]::text[])));
  perform audit.record_event(p_action => 'forget_second_step', p_subject => 'security.users:' || v_user.user_id, p_after => null);
  return 'forgotten';
end $$;
comment on function security.forget_second_step(bytea) is
  'Outcome forgotten (sessions ended, the person told), or absent (no such person, or none set up). Raises nothing.';
