-- A person has a new password. Whoever was signed in with the old one is out, a pause is over, and the
-- person is told: if it was somebody else, they hear of it. A code that another browser asked for sets no other one,
-- and codes
-- for a first app that were asked for with the old password count no more: whoever knew it has not used up what the
-- person may
-- ask for, nor guess.
-- Source: issue 3, Sign-in; docs/decisions/sign-in.md. Locks: the person's row. Repeat: the newest counts.
create or replace function accounts.set_password(
  p_user_id  bigint,
  p_salt     bytea,   -- random, 16 bytes
  p_params   text,    -- m=…,t=…,p=… of argon2id
  p_verifier bytea    -- sha256 of the argon2id output
) returns void
language plpgsql as $$
declare
  v_user accounts.users;
begin
  -- Whatever is missing fits nothing: a password that is none would be like the one of who has none.
  if (octet_length(p_salt) >= 16 and octet_length(p_verifier) = 32
      and p_params ~ '^m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}$') is not true then
    raise exception 'a password comes as salt, parameters and a sha256 verifier' using errcode = 'LFV61';
  end if;
  update accounts.users u
     set password_salt = p_salt, password_params = p_params, password_verifier = p_verifier, failed_tries = 0,
       locked_until = null
   where u.user_id = p_user_id
  returning u.* into v_user;
  update accounts.devices d set failed_tries = 0, locked_until = null where d.user_id = p_user_id;
  delete from accounts.one_time_codes c where c.user_id = p_user_id and c.purpose = 'second_factor';
  -- Used, not expired: guesses at it stay counted.
  update accounts.one_time_codes c set used_at = clock_timestamp()
   where c.user_id = p_user_id and c.purpose = 'reset_password' and c.used_at is null
     and c.expires_at > clock_timestamp();
  perform accounts.end_sessions(p_user_id => p_user_id, p_place => null, p_but => null);
  perform messaging.enqueue(p_topic => 'sms', p_key => 'password/' || p_user_id || '/' || pg_current_xact_id(),
    p_payload => jsonb_build_object('phone_hash', encode(v_user.phone_hash, 'hex'),
      'text', messaging.say(p_key => 'sms_password_changed', p_lang => v_user.lang, p_args => array[]::text[])));
  perform audit.record_event(p_action => 'set_password', p_subject => 'accounts.users:' || p_user_id, p_after => null);
end $$;
comment on function accounts.set_password is
  'Gives a known person a new password, ends their sessions and other codes for a new one, and tells them by SMS. '
  'Raises LFV61 (salt, parameters or verifier malformed).';
