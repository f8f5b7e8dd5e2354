-- Somebody was shut out, perhaps because a thief knew the password or the crew's number or held the phone. Nothing of
-- what
-- opened the doors before opens them again: the password is set anew by a code to the person's phone, the number chosen
-- anew on it, and
-- every browser is a new one. The app stays: it is what a thief of the SIM does not have; flask forget-second-factor
-- takes it, too.
-- Source: docs/decisions/sign-in.md. Locks: the person's row, then what is removed. Repeat: nothing is left to void.
create or replace function accounts.void_secrets(
  p_user_id bigint
) returns void
language plpgsql as $$
begin
  update accounts.users u
     set password_salt = null, password_params = null, password_verifier = null, failed_tries = 0, locked_until = null
   where u.user_id = p_user_id;
  update accounts.one_time_codes c set expires_at = clock_timestamp() where c.user_id = p_user_id
    and c.expires_at > clock_timestamp();
  update accounts.sessions s set device_id = null, revoked_at = coalesce(s.revoked_at, clock_timestamp())
    where s.user_id = p_user_id;
  delete from accounts.devices d where d.user_id = p_user_id;
  delete from accounts.trip_links l where l.user_id = p_user_id;
  delete from accounts.crew_sims c where c.user_id = p_user_id;
  delete from accounts.crew_pins k where k.user_id = p_user_id;
  perform audit.record_event(p_action => 'void_secrets', p_subject => 'accounts.users:' || p_user_id, p_after => null);
end $$;
comment on function accounts.void_secrets is
  'Voids an account''s password, crew''s number, devices, codes and links; the app of the second step stays. Raises '
  'nothing.';
