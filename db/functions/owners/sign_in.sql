-- Phone and password at the door of the pages, for everybody who has pages. The web brings the
-- argon2id output; what is kept here is its sha256, so neither side alone can sign in.
-- Source: decision 0050. Locks: the person's row, so that guesses made at once are counted one by one.
-- Repeat: a right password opens a new session every time; wrong ones are counted, which is why a
-- refusal is an outcome and not a raise.
create or replace function owners.sign_in(
  p_phone_hash bytea,
  p_key        bytea,   -- argon2id output
  p_session    bytea,   -- sha256 of the new token
  p_previous   bytea    -- sha256 of the token the browser came with, or null
) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user    security.users;
  v_now     timestamptz := clock_timestamp();
  v_outcome text := 'refused';
  v_why     text;
begin
  select u.* into v_user from security.users u where u.phone_hash = p_phone_hash for no key update;
  v_why := case
    when v_user.user_id is null then 'unknown phone'
    when v_user.disabled_at is not null then 'disabled'
    when v_user.locked_until > v_now then 'paused'
    when sha256(p_key) is distinct from v_user.password_verifier then 'wrong password'
  end;
  if v_why is null then
    perform set_config('lipa.actor', 'user:' || v_user.user_id, true);
    perform security.open_session(p_user_id => v_user.user_id, p_session => p_session, p_previous => p_previous);
    update security.users u set failed_tries = 0, locked_until = null
     where u.user_id = v_user.user_id and (u.failed_tries, u.locked_until) is distinct from (0, null);
    v_outcome := 'open';
  elsif v_why = 'wrong password' then
    update security.users u
       set failed_tries = case when u.failed_tries + 1 < security.setting(p_setting => 'sign_in_tries')::int
                               then u.failed_tries + 1 else 0 end,
           locked_until = case when u.failed_tries + 1 < security.setting(p_setting => 'sign_in_tries')::int then u.locked_until
                               else v_now + security.setting(p_setting => 'sign_in_pause_minutes')::int * interval '1 minute' end
     where u.user_id = v_user.user_id;
  end if;
  perform audit.record_event(
    p_action => case v_outcome when 'open' then 'sign_in' else 'sign_in_refused' end,
    p_subject => 'security.users:' || coalesce(v_user.user_id::text, 'unknown'),
    p_after => jsonb_build_object('why', v_why));
  return v_outcome;
end $$;
comment on function owners.sign_in(bytea, bytea, bytea, bytea) is
  'Outcome open (the session exists) or refused (unknown phone, wrong password, too many tries, disabled: never told apart outside). Raises LFV62 (not a sha256).';
