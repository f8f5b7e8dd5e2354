-- Two people agreed: whoever was shut out may come in again. What ended stays ended, and what opened
-- the account before opens it no more: a new password by code, a new number.
-- Source: docs/decisions/roles-and-four-eyes.md, docs/decisions/sign-in.md. Locks: the one of accounts.disable_person,
-- then the person's row. Repeat: they are in.
create or replace function accounts.enable_person(
  p_user_id bigint
) returns void
language plpgsql as $$
begin
  perform from access.roles r where r.role = 'finance' for no key update;
  -- An account that was emptied has no disabler, and is nobody's to come back to.
  update accounts.users u set disabled_at = null, disabled_by = null, disabled_why = null
   where u.user_id = p_user_id and u.disabled_at is not null and u.phone_sealed <> '';
  if found then
    perform accounts.void_secrets(p_user_id => p_user_id);
    perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_enabled');
    perform audit.record_event(p_action => 'enable_person', p_subject => 'accounts.users:' || p_user_id,
                               p_after => null);
  end if;
end $$;
comment on function accounts.enable_person is
  'Lets a disabled person in again, with nothing of what they signed in with before, and tells them by SMS; who is '
  'not disabled is left as they are. Raises nothing.';
