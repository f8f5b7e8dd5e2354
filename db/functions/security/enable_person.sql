-- Two people agreed: whoever was shut out may come in again. What ended stays ended, and what opened
-- the account before opens it no more: a new password by code, a new number.
-- Source: decisions 0081, 0091. Locks: the one of security.disable_person, then the person's row. Repeat: they are in.
create or replace function security.enable_person(
  p_user_id bigint
) returns void
language plpgsql as $$
begin
  perform from security.roles r where r.role = 'finance' for no key update;
  -- An account that was emptied has no disabler, and is nobody's to come back to.
  update security.users u set disabled_at = null, disabled_by = null, disabled_why = null
   where u.user_id = p_user_id and u.disabled_at is not null and u.phone_sealed <> '';
  if found then
    perform security.void_secrets(p_user_id => p_user_id);
    perform security.tell_person(p_user_id => p_user_id, p_key => 'sms_enabled');
    perform audit.record_event(p_action => 'enable_person', p_subject => 'security.users:' || p_user_id,
                               p_after => null);
  end if;
end $$;
comment on function security.enable_person is
  'Lets a disabled person in again, with nothing of what they signed in with before, and tells them by SMS; who is not disabled is left as they are. Raises nothing.';
