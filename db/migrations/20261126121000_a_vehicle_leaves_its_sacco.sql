-- migrate:up
-- A vehicle that goes to another SACCO leaves its crew behind: whom the old SACCO put on it sees nothing of it from
-- that moment on, what was proposed for it is over, and the new SACCO is told nothing of who they were. A trigger
-- and not a function, because there is more than one way to move a vehicle, by hand among them.

alter table fleet.vehicles add column in_sacco_since timestamptz;
comment on column fleet.vehicles.in_sacco_since is 'When it came over from another SACCO; null: it has always been in this one. See fleet.leave_sacco.';

create function fleet.leave_sacco() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_now    timestamptz := clock_timestamp();
  v_change record;
begin
  new.in_sacco_since := v_now;
  -- A grant that has not begun must not look as if it were the new SACCO's.
  update security.role_grants g set valid_from = least(g.valid_from, v_now - interval '1 microsecond'), valid_to = v_now
   where g.scope_kind = 'vehicle' and g.scope_id = old.vehicle_id and (g.valid_to is null or g.valid_to > v_now);
  update fleet.trips t set closed_at = greatest(v_now, t.opened_at), closed_as = 'ended'
   where t.vehicle_id = old.vehicle_id and t.closed_at is null;
  delete from security.crew_sims c where c.vehicle_id = old.vehicle_id;
  for v_change in
    update security.role_changes c set state = 'withdrawn', decided_at = v_now
     where c.state = 'proposed' and c.scope_kind = 'vehicle' and c.scope_id = old.vehicle_id
    returning c.user_id
  loop
    perform security.forget_proposed(p_user_id => v_change.user_id);
  end loop;
  return new;
end $$;
comment on function fleet.leave_sacco() is 'Ends what the crew of a vehicle may do as it moves to another SACCO: roles, the trip and the links to it, known phones, proposals. Raises nothing.';
create trigger leave_sacco before update of sacco_id on fleet.vehicles
  for each row when (old.sacco_id is distinct from new.sacco_id) execute function fleet.leave_sacco();

-- Asks for the time, too. It is made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists security.sacco_of(text, bigint);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
