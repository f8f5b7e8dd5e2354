-- Forgets the app of a person who lost phone and recovery codes, after our staff verified who asks. The next sign-in
-- sets up a new one. The person is told, in case somebody else asked.
-- Locks: the person's second factor. Repeat: absent. Source: docs/decisions/sign-in.md.
create or replace function accounts.forget_second_factor(p_phone_hash bytea) returns text language plpgsql as $$
declare
  v_user_id bigint := (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash);
begin
  delete from accounts.second_factors s where s.user_id = v_user_id;
  if not found then
    return 'absent';
  end if;
  delete from accounts.recovery_codes r where r.user_id = v_user_id;
  perform accounts.end_sessions(p_user_id => v_user_id, p_place => null, p_but => null);
  perform accounts.notify_person(p_user_id => v_user_id, p_key => 'sms_second_factor_forgotten');
  perform audit.record_event(p_action => 'forget_second_factor', p_subject => 'accounts.users:' || v_user_id,
    p_after => null);
  return 'forgotten';
end $$;
comment on function accounts.forget_second_factor is
  'Outcome forgotten (sessions ended, the person told), or absent (no such person, or none set up). Raises nothing.';
