-- Ends one session of the person who asks (p_place, see accounts.open_sessions), or, if that is empty, all but the one
-- they ask with. Locks: the sessions' rows. Repeat: what has ended stays ended.
create or replace function account.end_session(p_session bytea, p_place text) returns jsonb
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_user_id bigint := accounts.signed_in_user(p_session => p_session);
  v_ended   int := accounts.end_sessions(p_user_id => v_user_id, p_place => nullif(p_place, ''), p_but => p_session);
begin
  if v_ended = 0 and p_place <> '' then
    return access.refuse(p_function => 'account.end_session', p_subject => 'accounts.sessions:' || p_place);
  end if;
  return jsonb_build_object('outcome', 'ended', 'sessions', v_ended);
end $$;
comment on function account.end_session is
  'Outcome ended with the number of sessions, or absent (no such open session). Raises LFA60 (not signed in).';
