-- Signs a person in by phone and password, for all actors with pages. The web sends the argon2id output and the
-- database keeps its sha256, so neither side alone can sign in. Locks: the person's row, so that concurrent guesses are
-- counted one by one. Repeat: a right password opens a new session each time. Wrong ones are counted, so a refusal is
-- an outcome, no raise. Source: docs/decisions/sign-in.md.
create or replace function account.sign_in(
  p_phone_hash bytea,
  p_key        bytea,   -- argon2id output
  p_session    bytea,   -- sha256 of the new token
  p_previous   bytea,   -- sha256 of the token the browser came with, or null
  p_device     bytea    -- sha256 of the device's own token, new or known
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user   accounts.users;
  v_device accounts.devices;
  v_now    timestamptz := clock_timestamp();
  v_tries  int := config.setting(p_setting => 'sign_in_tries')::int;
  v_until  timestamptz := v_now + config.setting(p_setting => 'sign_in_pause_minutes')::int * interval '1 minute';
  v_why    text;
  v_after  jsonb;
begin
  select u.* into v_user from accounts.users u where u.phone_hash = p_phone_hash for no key update;
  select d.* into v_device from accounts.devices d where d.user_id = v_user.user_id and d.device_hash = p_device;
  v_why := case
    when v_user.user_id is null then 'unknown phone'
    when v_user.disabled_at is not null then 'disabled'
    when case when v_device.device_id is null then v_user.locked_until else v_device.locked_until end > v_now
      then 'paused'
    -- "is not true": for a person without a password, and for a null key, the comparison is null.
    when sha256(p_key) = v_user.password_verifier is not true then 'wrong password'
  end;
  if v_why is null then
    perform audit.name_actor(p_user_id => v_user.user_id);
    perform accounts.open_session(p_user_id => v_user.user_id, p_session => p_session, p_previous => p_previous);
    update accounts.sessions s
      set device_id = accounts.remember_device(p_user_id => v_user.user_id, p_device => p_device)
     where s.session_hash = p_session;
    -- Wrong tries from unknown devices stay counted when the person signs in on a known one.
    update accounts.users u set failed_tries = 0, locked_until = null
     where v_device.device_id is null and u.user_id = v_user.user_id and (u.failed_tries, u.locked_until)
       is distinct from (0, null);
  elsif v_why = 'wrong password' and v_device.device_id is not null then
    update accounts.devices d set failed_tries = (d.failed_tries + 1) % v_tries,
           locked_until = case when d.failed_tries + 1 < v_tries then d.locked_until else v_until end
     where d.device_id = v_device.device_id;
  elsif v_why = 'wrong password' then
    update accounts.users u set failed_tries = (u.failed_tries + 1) % v_tries,
           locked_until = case when u.failed_tries + 1 < v_tries then u.locked_until else v_until end
     where u.user_id = v_user.user_id;
  end if;
  v_after := jsonb_build_object('why', v_why,
    'device', case when v_device.device_id is null then 'new' else 'known' end);
  if v_why is null then
    perform audit.record_event(p_action => 'sign_in', p_subject => 'accounts.users:' || v_user.user_id,
      p_after => v_after);
  else
    perform audit.note_refusal(p_action => 'sign_in_refused', p_after => v_after,
      p_subject => 'accounts.users:' || coalesce(v_user.user_id::text, 'unknown'));
  end if;
  return case when v_why is null then 'open' else 'refused' end;
end $$;
comment on function account.sign_in is 'Outcome open (the session exists) or refused. Wrong passwords are counted by '
  'device where it is known, else over all devices together. Raises LFV62 (not a sha256).';
