-- Reopens a vehicle that was closed by mistake or comes back, as its plate can't be registered again. Its owner, SACCO
-- and split are those it had; it needs a crew anew, and a door code: the old one, if nobody has it.
-- Locks: the vehicle's row. Repeat: same.
create or replace function fleet.reopen_vehicle(p_vehicle_id bigint) returns text language plpgsql as $$
begin
  update fleet.vehicles v set state = 'active' where v.vehicle_id = p_vehicle_id and v.state = 'closed';
  return case when found then 'reopened' else 'same' end;
end $$;
comment on function fleet.reopen_vehicle is
  'Outcome reopened, or same (not closed, or no such vehicle). Raises nothing.';
