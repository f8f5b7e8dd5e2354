-- Empties the account of a person who is to be forgotten: nobody can sign in with it, and it does not say whose it was.
-- The user_id stays, because the audit log names it.
-- Locks: proposals about the account, then its row. Repeat: nothing left. Source: docs/decisions/privacy-and-keys.md.
create or replace function accounts.erase_account(p_phone_hash bytea) returns void language plpgsql as $$
declare
  v_user_id bigint := (select u.user_id from accounts.users u where u.phone_hash = p_phone_hash);
begin
  -- Open proposals about it have no person any more.
  update access.role_changes c set state = 'withdrawn', decided_at = clock_timestamp()
   where c.state = 'proposed' and c.user_id = v_user_id;
  update accounts.users u set phone_sealed = '', phone_last3 = '000', name_sealed = null, introduced_in = null,
         disabled_at = coalesce(u.disabled_at, clock_timestamp()), disabled_by = null, disabled_why = null,
         password_salt = null, password_params = null, password_verifier = null where u.user_id = v_user_id;
  delete from accounts.sessions s where s.user_id = v_user_id;
  delete from accounts.second_factors s where s.user_id = v_user_id;
  delete from accounts.recovery_codes c where c.user_id = v_user_id;
  delete from accounts.one_time_codes c where c.user_id = v_user_id;
  delete from accounts.crew_pins k where k.user_id = v_user_id;
  delete from accounts.crew_sims c where c.user_id = v_user_id;
  delete from accounts.trip_links l where l.user_id = v_user_id;
  delete from accounts.devices d where d.user_id = v_user_id;
  delete from messaging.on_call_staff o where o.user_id = v_user_id;
  delete from fares.day_messages_off o where o.user_id = v_user_id;
end $$;
comment on function accounts.erase_account is
  'The account, if there is one, is disabled; open proposals about it are withdrawn. Raises nothing.';
