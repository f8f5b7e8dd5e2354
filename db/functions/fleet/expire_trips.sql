-- A trip that nobody ended is over all the same.
-- Source: docs/decisions/crews-and-trips.md. Locks: the trips it ends. Repeat: none left.
create or replace function fleet.expire_trips() returns bigint
language plpgsql as $$
declare
  v_ended bigint;
begin
  update fleet.trips t set closed_at = t.ends_at, closed_as = 'expired'
   where t.closed_at is null and t.ends_at <= clock_timestamp();
  get diagnostics v_ended = row_count;
  return v_ended;
end $$;
comment on function fleet.expire_trips is
  'Closes trips whose time is up; returns how many. Raises nothing.';
