-- Ends one session of a person (p_place, see accounts.open_sessions) or, if that is null, all of them but p_but.
-- Locks: their rows. Repeat: none left.
create or replace function accounts.end_sessions(p_user_id bigint, p_place text, p_but bytea) returns int
language plpgsql as $$
declare
  v_ended int;
begin
  update accounts.sessions s set revoked_at = clock_timestamp()
   where s.user_id = p_user_id and s.revoked_at is null and s.session_hash is distinct from p_but
     and left(encode(s.session_hash, 'hex'), 16) = coalesce(p_place, left(encode(s.session_hash, 'hex'), 16));
  get diagnostics v_ended = row_count;
  if v_ended > 0 then
    perform audit.record_event(p_action => 'end_sessions', p_subject => 'accounts.users:' || p_user_id,
      p_after => jsonb_build_object('sessions', v_ended));
  end if;
  return v_ended;
end $$;
comment on function accounts.end_sessions is 'Returns how many ended; the audit log has it. Raises nothing.';
