-- Sets a person's new password: sessions of the old one end, a pause is over, and the person is told in case it was
-- somebody else. Codes for another new password become invalid. Codes for a first app that were asked for with the old
-- password are deleted, with their count of guesses and requests.
-- Locks: the person's row. Repeat: the newest password counts. Source: docs/decisions/sign-in.md.
create or replace function accounts.set_password(
  p_user_id  bigint,
  p_salt     bytea,   -- random, 16 bytes
  p_params   text,    -- m=…,t=…,p=… of argon2id
  p_verifier bytea    -- sha256 of the argon2id output
) returns void
language plpgsql as $$
begin
  -- "is not true": a missing part makes the condition null.
  if (octet_length(p_salt) >= 16 and octet_length(p_verifier) = 32
      and p_params ~ '^m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}$') is not true then
    raise exception 'salt, parameters or verifier of a password are malformed' using errcode = 'LFV61';
  end if;
  update accounts.users u
     set password_salt = p_salt, password_params = p_params, password_verifier = p_verifier,
         failed_tries = 0, locked_until = null
   where u.user_id = p_user_id;
  update accounts.devices d set failed_tries = 0, locked_until = null where d.user_id = p_user_id;
  delete from accounts.one_time_codes c where c.user_id = p_user_id and c.purpose = 'second_factor';
  -- Marked as used, not as expired: their guesses stay counted.
  update accounts.one_time_codes c set used_at = clock_timestamp()
   where c.user_id = p_user_id
     and c.purpose = 'reset_password' and c.used_at is null and c.expires_at > clock_timestamp();
  perform accounts.end_sessions(p_user_id => p_user_id, p_place => null, p_but => null);
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_password_changed');
  perform audit.record_event(p_action => 'set_password', p_subject => 'accounts.users:' || p_user_id, p_after => null);
end $$;
comment on function accounts.set_password is 'Raises LFV61 (salt, parameters or verifier malformed).';
