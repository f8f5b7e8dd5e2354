-- Stores the hash of a link's token just before it is sent: from now on it opens the trip. Sending again after a
-- failure uses another token, and the one before opens nothing.
-- Locks: the link's row. Repeat: the newest token counts. Source: docs/decisions/crews-and-trips.md.
create or replace function worker.store_trip_link(p_link_id bigint, p_link_hash bytea) returns text
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
begin
  update accounts.trip_links l set link_hash = p_link_hash from fleet.trips t
   where l.link_id = p_link_id and t.trip_id = l.trip_id and t.closed_at is null and t.ends_at > clock_timestamp();
  return case when found then 'kept' else 'over' end;
end $$;
comment on function worker.store_trip_link is
  'Outcome kept, or over (no such link, or its trip is over: nothing is to be sent). Raises 23514 (not a sha256).';
