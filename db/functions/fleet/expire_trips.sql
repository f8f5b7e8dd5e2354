-- Scheduled job: closes trips that nobody ended and whose time is up.
-- Locks: the trips it closes. Repeat: finds none. Source: docs/decisions/crews-and-trips.md.
create or replace function fleet.expire_trips() returns bigint language plpgsql as $$
declare
  v_ended bigint;
begin
  update fleet.trips t set closed_at = t.ends_at, closed_as = 'expired'
   where t.closed_at is null and t.ends_at <= clock_timestamp();
  get diagnostics v_ended = row_count;
  return v_ended;
end $$;
comment on function fleet.expire_trips is 'How many trips it closed. Raises nothing.';
