-- Writes down what a crew says of a trip: the cash, and in shadow mode what it counted as paid by Lipa Fare. Corrected
-- as long as the shift goes on; each correction is a row and stays. No money moves. Locks: none; the newest row counts.
-- Repeat: the same figures add no row. Source: docs/decisions/shadow-and-go-live.md.
create or replace function fares.tell_cash(
  p_trip_id       bigint,
  p_seats         int,      -- who paid cash; null: not said
  p_cents         bigint,   -- in cash; null: as told before
  p_digital_cents bigint,   -- paid by Lipa Fare by the crew's own count; null: as told before
  p_user_id       bigint,
  p_at            timestamptz
) returns text language plpgsql as $$
declare
  v_trip fleet.trips;
  v_last fares.cash_tallies;
  v_new  fares.cash_tallies;
begin
  select t.* into v_trip from fleet.trips t where t.trip_id = p_trip_id;
  if not exists (select from fares.shift_trips(p_vehicle_id => v_trip.vehicle_id, p_at => p_at) s
                  where s.trip_id = p_trip_id) then
    return 'over';
  end if;
  select y.* into v_last from fares.cash_tallies y where y.trip_id = p_trip_id order by y.tally_id desc limit 1;
  v_new.cents := coalesce(p_cents, v_last.cents);
  v_new.digital_cents := coalesce(p_digital_cents, v_last.digital_cents);
  v_new.seats := coalesce(p_seats, case when v_new.cents = v_last.cents then v_last.seats end);
  if v_new.cents between 0 and 10000000 is not true or v_new.digital_cents not between 0 and 10000000
     or v_new.seats not between 1 and 200 then
    return 'wrong';
  elsif row(v_new.cents, v_new.digital_cents, v_new.seats) is distinct from
        row(v_last.cents, v_last.digital_cents, v_last.seats) then
    insert into fares.cash_tallies (trip_id, vehicle_id, seats, cents, digital_cents, told_by, told_at)
    values (p_trip_id, v_trip.vehicle_id, v_new.seats, v_new.cents, v_new.digital_cents, p_user_id, p_at);
  end if;
  return 'told';
end $$;
comment on function fares.tell_cash is 'Outcome told, over (the shift has ended, or no such trip) or wrong (not 0 to '
  'KES 100,000, not 1 to 200 people, or the cash was never told). Raises nothing.';
