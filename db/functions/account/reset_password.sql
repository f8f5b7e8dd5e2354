-- Sets a new password for the person whose code from the SMS is right. It opens no session: they sign in with the new
-- password, and with the second factor where one is due. Sessions of the old password end, a pause is over, and the
-- person is told in case it was somebody else. Codes for another new password become invalid. Codes for a first app
-- that were asked for with the old password are deleted, with their count of guesses and requests.
-- Locks: as accounts.verify_code. Repeat: a code is right once. Wrong ones are counted, so they are outcomes.
-- Source: docs/decisions/sign-in.md.
create or replace function account.reset_password(
  p_phone_hash bytea,
  p_code_hash  bytea,   -- keyed hash of the digits that were typed
  p_salt       bytea,   -- random, 16 bytes
  p_params     text,    -- m=…,t=…,p=… of argon2id
  p_verifier   bytea,   -- sha256 of the new password's argon2id output
  p_device     bytea    -- sha256 of the browser's device token; null: it has none
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := (select u.user_id from accounts.users u
                        where u.phone_hash = p_phone_hash and u.disabled_at is null);
  v_subject text := 'accounts.users:' || coalesce(v_user_id::text, 'unknown');
  v_code    text := coalesce(accounts.verify_code(p_user_id => v_user_id, p_purpose => 'reset_password',
    p_amount_cents => null, p_destination => null, p_code_hash => p_code_hash, p_device => p_device), 'wrong');
begin
  if v_code <> 'right' then
    perform audit.note_refusal(p_action => 'reset_password', p_subject => v_subject,
      p_after => jsonb_build_object('code', v_code));
    return 'refused';
  end if;
  -- "is not true": a missing part makes the condition null.
  if (octet_length(p_salt) >= 16 and octet_length(p_verifier) = 32
      and p_params ~ '^m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}$') is not true then
    raise exception 'salt, parameters or verifier of a password are malformed' using errcode = 'LFV61';
  end if;
  update accounts.users u set password_salt = p_salt, password_params = p_params, password_verifier = p_verifier,
         failed_tries = 0, locked_until = null where u.user_id = v_user_id;
  update accounts.devices d set failed_tries = 0, locked_until = null where d.user_id = v_user_id;
  delete from accounts.one_time_codes c where c.user_id = v_user_id and c.purpose = 'second_factor';
  -- Marked as used, not as expired: their guesses stay counted.
  update accounts.one_time_codes c set used_at = clock_timestamp()
   where c.user_id = v_user_id and c.purpose = 'reset_password' and c.used_at is null
     and c.expires_at > clock_timestamp();
  perform accounts.end_sessions(p_user_id => v_user_id, p_place => null, p_but => null);
  perform accounts.notify_person(p_user_id => v_user_id, p_key => 'sms_password_changed');
  perform audit.record_event(p_action => 'reset_password', p_subject => v_subject,
    p_after => jsonb_build_object('code', v_code));
  perform audit.record_event(p_action => 'set_password', p_subject => v_subject, p_after => null);
  return 'reset';
end $$;
comment on function account.reset_password is 'Outcome reset, or refused (wrong, old or used code, too many guesses, '
  'unknown phone: the answer is the same). Raises LFV61 (salt, parameters or verifier malformed).';
