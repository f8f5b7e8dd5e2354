-- Registers a person with a password, of which only a verifier comes here. Locks: the person's row. Repeat: a known
-- phone gets the new password, is unlocked, and all its sessions end. Source: docs/decisions/sign-in.md.
create or replace function accounts.register_user(
  p_phone_hash   bytea,   -- keyed look-up hash of the phone
  p_phone_sealed bytea,
  p_last3        text,    -- last three digits, for people to recognise
  p_name_sealed  bytea,
  p_lang         text,    -- sw or en
  p_salt         bytea,   -- random, 16 bytes
  p_params       text,    -- m=…,t=…,p=… of argon2id
  p_verifier     bytea    -- sha256 of the argon2id output
) returns bigint language plpgsql as $$
declare
  v_user_id bigint;
begin
  -- "is not true": a missing part makes the condition null.
  if (octet_length(p_salt) >= 16 and octet_length(p_verifier) = 32
      and p_params ~ '^m=[0-9]{4,7},t=[0-9]{1,2},p=[0-9]{1,2}$') is not true then
    raise exception 'salt, parameters or verifier of a password are malformed' using errcode = 'LFV61';
  end if;
  insert into accounts.users (phone_hash, phone_sealed, phone_last3, name_sealed, lang,
                              password_salt, password_params, password_verifier)
  values (p_phone_hash, p_phone_sealed, p_last3, p_name_sealed, p_lang, p_salt, p_params, p_verifier)
  on conflict (phone_hash) do update
    set phone_sealed = excluded.phone_sealed, name_sealed = excluded.name_sealed, lang = excluded.lang,
        introduced_in = null,   -- no SACCO may read this name (docs/decisions/crews-and-trips.md)
        password_salt = excluded.password_salt, password_params = excluded.password_params,
        password_verifier = excluded.password_verifier, failed_tries = 0, locked_until = null
  returning user_id into v_user_id;
  update accounts.sessions s set revoked_at = clock_timestamp() where s.user_id = v_user_id and s.revoked_at is null;
  perform audit.record_event(p_action => 'set_password', p_subject => 'accounts.users:' || v_user_id, p_after => null);
  return v_user_id;
end $$;
comment on function accounts.register_user is 'Returns user_id. Raises LFV61 (salt, parameters or verifier malformed).';
