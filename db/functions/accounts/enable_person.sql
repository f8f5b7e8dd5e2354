-- Enables a disabled person again, after two people agreed. A thief may know the old password or PIN or hold the phone,
-- so these are voided: the person sets a new password by a code to their phone, chooses a new PIN on it, and every
-- browser is new. The app stays: a thief of the SIM does not have it (flask forget-second-factor takes it, too).
-- Locks: the one of accounts.disable_person, then the person's row, then what is removed. Repeat: changes nothing.
-- Source: docs/decisions/roles-and-four-eyes.md, docs/decisions/sign-in.md.
create or replace function accounts.enable_person(p_user_id bigint) returns void language plpgsql as $$
begin
  perform from access.roles r where r.role = 'finance' for no key update;
  -- An erased account has no phone, and belongs to nobody.
  update accounts.users u
     set disabled_at = null, disabled_by = null, disabled_why = null, failed_tries = 0, locked_until = null,
         password_salt = null, password_params = null, password_verifier = null
   where u.user_id = p_user_id and u.disabled_at is not null and u.phone_sealed <> '';
  if not found then
    return;
  end if;
  update accounts.one_time_codes c
     set expires_at = least(c.expires_at, clock_timestamp()), tries = 0, tried_at = null
   where c.user_id = p_user_id and (c.expires_at > clock_timestamp() or c.tried_at is not null);
  update accounts.sessions s set device_id = null, revoked_at = coalesce(s.revoked_at, clock_timestamp())
   where s.user_id = p_user_id;
  delete from accounts.devices d where d.user_id = p_user_id;
  delete from accounts.trip_links l where l.user_id = p_user_id;
  delete from accounts.crew_sims c where c.user_id = p_user_id;
  delete from accounts.crew_pins k where k.user_id = p_user_id;
  perform audit.record_event(p_action => 'void_secrets', p_subject => 'accounts.users:' || p_user_id, p_after => null);
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_enabled');
  perform audit.record_event(p_action => 'enable_person', p_subject => 'accounts.users:' || p_user_id, p_after => null);
end $$;
comment on function accounts.enable_person is
  'A person who is not disabled is left as they are. They are told by SMS. Raises nothing.';
