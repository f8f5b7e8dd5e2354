-- Gives the seats of a payment the next numbers of the trip that the vehicle is on. Called where the passenger pressed
-- the confirm key. A group's numbers are consecutive. 98 is never given: in a menu it is the other language.
-- Locks: the trip's row, so that two passengers at once get different numbers; no fare and no callback waits for it.
-- Repeat: a payment has its numbers once. Source: docs/decisions/crews-and-trips.md.
create or replace function fares.reserve_seats(p_payment_ref text, p_vehicle_id bigint, p_seats int, p_at timestamptz)
returns text language plpgsql as $$
declare
  v_trip_id bigint;
  v_last    int;
begin
  if exists (select from fares.seats s where s.payment_ref = p_payment_ref) then
    return fares.seat_label(p_payment_ref => p_payment_ref);
  end if;
  -- Again: a trip that ended while this waited may have a next one.
  for i in 1 .. 5 loop
    update fleet.trips t
       set next_seat = case when 98 between t.next_seat and t.next_seat + p_seats - 1 then 99 else t.next_seat end
                       + p_seats
     where t.vehicle_id = p_vehicle_id and t.closed_at is null and t.ends_at > p_at and t.word is not null
    returning t.trip_id, t.next_seat - 1 into v_trip_id, v_last;
    exit when found;
    exit when not exists (select from fleet.trips t where t.vehicle_id = p_vehicle_id and t.closed_at is null
                                                      and t.ends_at > p_at and t.word is not null);
  end loop;
  if v_trip_id is null then
    return null;
  end if;
  insert into fares.seats (trip_id, seat_no, payment_ref, reserved_at)
  select v_trip_id, n, p_payment_ref, p_at from generate_series(v_last - p_seats + 1, v_last) n;
  return fares.seat_label(p_payment_ref => p_payment_ref);
end $$;
comment on function fares.reserve_seats is
  'What the passenger says, SIMBA 27 or SIMBA 27-29; null: the vehicle is on no trip, or on one without a word. Raises '
  'nothing.';
