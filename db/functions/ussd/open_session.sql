-- Finds or creates the session of this request and locks it, so that two copies of one request run one after the other.
-- Stores the phone of a SIM that dials for the first time, so that a receipt can be sent to it.
-- Locks: the session's row; the phone's row as a foreign key does. Repeat: the same session.
create or replace function ussd.open_session(
  p_session_id   text,
  p_phone_hash   bytea,
  p_phone_sealed bytea,
  p_phone_last3  text,
  p_network      text,
  p_service_code text,
  p_at           timestamptz
) returns ussd.ussd_sessions language plpgsql as $$
declare
  v_session ussd.ussd_sessions;
begin
  select s.* into v_session from ussd.ussd_sessions s where s.session_id = p_session_id for update;
  if found then
    return v_session;
  end if;
  -- Locked, so that it can't be erased before the session is stored. An erased phone is stored anew.
  perform from privacy.phones f where f.phone_hash = p_phone_hash for key share;
  if not found then
    insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
    values (p_phone_hash, p_phone_sealed, p_phone_last3) on conflict (phone_hash) do nothing;
  end if;
  insert into ussd.ussd_sessions (session_id, phone_hash, service_code, network, lang, state, started_at, last_at)
  select p_session_id, f.phone_hash, left(p_service_code, 64), left(p_network, 16), f.lang, 'new', p_at, p_at
    from privacy.phones f where f.phone_hash = p_phone_hash on conflict (session_id) do nothing
  returning * into v_session;
  if not found then
    select s.* into strict v_session from ussd.ussd_sessions s where s.session_id = p_session_id for update;
  end if;
  return v_session;
end $$;
comment on function ussd.open_session is 'The session, found or new (state new, no reply yet). It may belong to '
  'another SIM: the caller checks. Raises check_violation for a malformed id, hash or last3.';
