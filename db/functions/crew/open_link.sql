-- Opens the link that the SMS brought: this browser sees the trip until the trip is over. Locks: the link's row, so
-- that its openings are counted exactly. Repeat: another opening. Source: docs/decisions/crews-and-trips.md.
create or replace function crew.open_link(
  p_link     bytea,   -- sha256 of the token in the link
  p_session  bytea,   -- sha256 of the new session's token
  p_previous bytea    -- sha256 of the token the browser came with, or null: it ends here
) returns text language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_link accounts.trip_links;
  v_trip fleet.trips;
begin
  select l.* into v_link from accounts.trip_links l where l.link_hash = p_link for update;
  select t.* into v_trip from fleet.trips t where t.trip_id = v_link.trip_id;
  if v_link.link_id is null or v_trip.closed_at is not null or v_trip.ends_at <= clock_timestamp()
     or v_link.openings >= config.setting(p_setting => 'trip_link_openings')::int
     or v_link.user_id <> all (accounts.crew_of(p_vehicle_id => v_trip.vehicle_id)) then
    perform audit.note_refusal(p_action => 'trip_link_refused', p_after => null,
                                  p_subject => 'accounts.trip_links:' || coalesce(v_link.link_id::text, 'unknown'));
    return 'over';
  end if;
  update accounts.trip_links l set openings = l.openings + 1 where l.link_id = v_link.link_id;
  perform audit.name_actor(p_user_id => v_link.user_id);
  perform accounts.open_session(p_user_id => v_link.user_id, p_session => p_session, p_previous => p_previous);
  update accounts.sessions s set trip_id = v_trip.trip_id, expires_at = v_trip.ends_at, idle_expires_at = v_trip.ends_at
   where s.session_hash = p_session;
  perform audit.record_event(p_action => 'crew_sign_in', p_subject => 'accounts.users:' || v_link.user_id,
                             p_after => jsonb_build_object('by', 'link', 'trip', v_trip.trip_id));
  return 'open';
end $$;
comment on function crew.open_link is 'Outcome open (the session exists) or over (no such link, its trip is over, '
  'opened too often, or its holder no longer of that crew: one answer for all). Raises LFV62 (not a sha256).';
