-- Stores a crew member's PIN. Sessions by trip links of this person end, their links open no more, and the person is
-- told in case it was somebody else.
-- Locks: the rows of this person's vehicles, lowest id first, so that of two colleagues who choose the same PIN at once
-- one is second. Repeat: the newest counts. Source: docs/decisions/crews-and-trips.md.
create or replace function accounts.set_pin(p_user_id bigint, p_pin accounts.typed_pin) returns text
language plpgsql as $$
declare
  v_vehicles bigint[] := accounts.crew_vehicles(p_user_id => p_user_id);
begin
  perform from fleet.vehicles v where v.vehicle_id = any (v_vehicles) order by v.vehicle_id for no key update;
  if exists (select from unnest(v_vehicles) as w(vehicle_id)
               cross join lateral unnest(accounts.crew_of(p_vehicle_id => w.vehicle_id)) as c(user_id)
               join accounts.crew_pins p on p.user_id = c.user_id
              where c.user_id <> p_user_id and accounts.is_pin(p_kept => p, p_pin => p_pin)) then
    return 'taken';
  end if;
  insert into accounts.crew_pins as k
  select n.* from accounts.salt_pin(p_user_id => p_user_id, p_pin => p_pin) n
  on conflict (user_id) do update
    set key_id = excluded.key_id, salt = excluded.salt, verifier = excluded.verifier, set_at = excluded.set_at;
  update accounts.sessions s set revoked_at = clock_timestamp()
   where s.user_id = p_user_id and s.trip_id is not null and s.revoked_at is null;
  delete from accounts.trip_links l where l.user_id = p_user_id;
  perform accounts.notify_person(p_user_id => p_user_id, p_key => 'sms_pin_set');
  perform audit.record_event(p_action => 'set_pin', p_subject => 'accounts.users:' || p_user_id, p_after => null);
  return 'set';
end $$;
comment on function accounts.set_pin is
  'Outcome set, or taken (a colleague on the same vehicle has that PIN). Raises nothing.';
