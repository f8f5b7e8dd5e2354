-- Returns who asks in an API function of crews: a person who is signed in as anybody, or a browser that a trip's link
-- let in. The link is good for that trip only. Locks: as accounts.signed_in_user. Repeat: the same answer until the
-- session or the trip ends. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.crew_session(
  p_session   bytea,   -- sha256 of the browser's token
  out user_id bigint,
  out trip_id bigint
) language plpgsql as $$
declare
  v_now  timestamptz := clock_timestamp();
  v_trip fleet.trips;
begin
  select s.user_id, s.trip_id into user_id, trip_id from accounts.sessions s join accounts.users u using (user_id)
   where s.session_hash = p_session and s.revoked_at is null and s.trip_id is not null and u.disabled_at is null
     and v_now < s.expires_at;
  if trip_id is null then
    user_id := accounts.signed_in_user(p_session => p_session);
    return;
  end if;
  select t.* into v_trip from fleet.trips t where t.trip_id = crew_session.trip_id;
  if v_trip.closed_at is not null or v_trip.ends_at <= v_now then
    raise exception 'the trip is over' using errcode = 'LFA55';
  end if;
  perform audit.name_actor(p_user_id => user_id);
end $$;
comment on function accounts.crew_session is
  'user_id, and trip_id where a trip''s link let them in (null: any of their vehicles); names that person as the '
  'actor of this transaction. Raises LFA55 (the trip is over), LFA60 (not signed in), LFA85 (a second factor is due).';
