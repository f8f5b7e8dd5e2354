-- The account of somebody who signed in and is to be forgotten: nobody signs in with it again, and
-- nothing in it says who it was. Its number stays, because the trail of changes names it.
-- Source: scenario 36; decision 0077. Locks: proposals about it, then the account's row. Repeat: nothing left to erase.
create or replace function security.erase_account(
  p_phone_hash bytea
) returns void
language plpgsql as $$
declare
  v_user_id bigint := (select u.user_id from security.users u where u.phone_hash = p_phone_hash);
begin
  -- What waits about it is about nobody any more.
  update security.role_changes c set state = 'withdrawn', decided_at = clock_timestamp()
   where c.state = 'proposed' and c.user_id = v_user_id;
  update security.users u
     set phone_sealed = '', phone_last3 = '000', name_sealed = null, disabled_at = coalesce(u.disabled_at, clock_timestamp()),
         disabled_by = null, disabled_why = null, introduced_in = null,
         password_salt = null, password_params = null, password_verifier = null
   where u.user_id = v_user_id;
  delete from security.sessions s where s.user_id = v_user_id;
  delete from security.second_steps s where s.user_id = v_user_id;
  delete from security.recovery_codes c where c.user_id = v_user_id;
  delete from security.one_time_codes c where c.user_id = v_user_id;
  delete from security.crew_pins k where k.user_id = v_user_id;
  delete from security.crew_sims c where c.user_id = v_user_id;
  delete from security.trip_links l where l.user_id = v_user_id;
  delete from security.devices d where d.user_id = v_user_id;
end $$;
comment on function security.erase_account(bytea) is
  'Empties and disables the account of a phone, if there is one; proposals about it that wait are withdrawn. Raises nothing.';
