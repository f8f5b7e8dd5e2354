-- Ends the session of a person who signs out. Locks: the session's row. Repeat: changes nothing.
create or replace function account.sign_out(p_session bytea) returns void -- sha256 of the token
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint;
begin
  update accounts.sessions s set revoked_at = clock_timestamp()
   where s.session_hash = p_session and s.revoked_at is null returning s.user_id into v_user_id;
  if found then
    perform audit.name_actor(p_user_id => v_user_id);
    perform audit.record_event(p_action => 'sign_out', p_subject => 'accounts.users:' || v_user_id, p_after => null);
  end if;
end $$;
comment on function account.sign_out is 'An unknown or ended session is left as it is. Raises nothing.';
