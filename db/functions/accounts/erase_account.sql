-- The account of somebody who signed in and is to be forgotten: nobody signs in with it again, and
-- nothing in it says who it was. Its number stays, because the audit log names it.
-- Source: scenario 36; docs/decisions/privacy-and-keys.md. Locks: proposals about it, then the account's row. Repeat:
-- nothing left to erase.
create or replace function accounts.erase_account(
  p_phone_hash bytea
) returns void
language plpgsql as $$
declare
  v_user_id bigint := (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash);
begin
  -- What waits about it is about nobody any more.
  update access.role_changes c set state = 'withdrawn', decided_at = clock_timestamp()
   where c.state = 'proposed' and c.user_id = v_user_id;
  update accounts.users u
     set phone_sealed = '', phone_last3 = '000', name_sealed = null, disabled_at
       = coalesce(u.disabled_at, clock_timestamp()),
         disabled_by = null, disabled_why = null, introduced_in = null,
         password_salt = null, password_params = null, password_verifier = null
   where u.user_id = v_user_id;
  delete from accounts.sessions s where s.user_id = v_user_id;
  delete from accounts.second_factors s where s.user_id = v_user_id;
  delete from accounts.recovery_codes c where c.user_id = v_user_id;
  delete from accounts.one_time_codes c where c.user_id = v_user_id;
  delete from accounts.crew_pins k where k.user_id = v_user_id;
  delete from accounts.crew_sims c where c.user_id = v_user_id;
  delete from accounts.trip_links l where l.user_id = v_user_id;
  delete from accounts.devices d where d.user_id = v_user_id;
end $$;
comment on function accounts.erase_account is
  'Empties and disables the account of a phone, if there is one; proposals about it that wait are withdrawn. Raises '
  'nothing.';
