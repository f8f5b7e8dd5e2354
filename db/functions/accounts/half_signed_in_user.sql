-- Returns whose password opened this session. That allows only to be asked for the second factor.
-- Source: docs/decisions/sign-in.md.
create or replace function accounts.half_signed_in_user(p_session bytea) returns bigint -- sha256 of the token
language plpgsql as $$
declare
  v_user_id bigint;
  v_now     timestamptz := clock_timestamp();
begin
  select s.user_id into v_user_id from accounts.sessions s join accounts.users u using (user_id)
   where s.session_hash = p_session and s.revoked_at is null and s.trip_id is null and u.disabled_at is null
     and v_now < s.idle_expires_at and v_now < s.expires_at;
  if not found then
    raise exception 'not signed in' using errcode = 'LFA60';
  end if;
  perform audit.name_actor(p_user_id => v_user_id);
  return v_user_id;
end $$;
comment on function accounts.half_signed_in_user is
  'user_id of an open session, whether or not its second factor was given; names that person as the actor of this '
  'transaction. Raises LFA60 (no such session, ended, or the person is disabled).';
