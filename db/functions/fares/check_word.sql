-- Checks a word and number that a passenger said, for the crew of a vehicle, and marks the seats as checked. A forgery
-- is heard without a network: a number shown twice, an old word, another vehicle's word, a number never given. Money
-- whose seat was reserved on another trip, but which was paid on this one, is good. Locks: these seats, so that of two
-- who check one number at once, one hears that it was shown. Repeat: again.
-- Source: docs/decisions/crews-and-trips.md.
create or replace function fares.check_word(p_vehicle_id bigint, p_text text, p_user_id bigint, p_at timestamptz)
returns jsonb language plpgsql as $$
declare
  v_zone  constant text := config.setting(p_setting => 'time_zone');
  v_trip  constant fleet.trips := fleet.open_trip(p_vehicle_id => p_vehicle_id, p_at => p_at);
  v_read  record;
  v_of    fleet.trips;
  v_seats record;
  v_card  jsonb;
begin
  select * into v_read from fares.read_word(p_text => p_text, p_word => v_trip.word);
  v_card := jsonb_build_object('label', v_read.word || ' ' || v_read.from_no
    || case when v_read.to_no > v_read.from_no then '-' || v_read.to_no else '' end);
  if v_trip.trip_id is null then
    return jsonb_build_object('outcome', 'no_trip');
  elsif v_read.word is null then
    return jsonb_build_object('outcome', 'unreadable');
  end if;
  select t.* into v_of from fleet.trips t
   where t.word = v_read.word and (t.vehicle_id = p_vehicle_id or (t.route_id = v_trip.route_id
         and coalesce(t.closed_at, t.ends_at) > p_at - interval '24 hours'))
   order by t.trip_id = v_trip.trip_id desc, t.vehicle_id = p_vehicle_id desc, t.opened_at desc limit 1;
  perform from fares.seats s where s.trip_id = v_of.trip_id and s.seat_no between v_read.from_no and v_read.to_no
    order by s.seat_no for no key update;
  select count(*) as found, count(*) filter (where s.state = 'reserved') as waiting,
         count(*) filter (where s.state = 'released') as unpaid, min(s.checked_at) as checked_at,
         min(s.payment_ref) as payment_ref, count(distinct s.payment_ref) as payments,
         bool_and(s.trip_id = v_trip.trip_id or exists (select from fares.trip_fares(p_trip_id => v_trip.trip_id) f
                                                         where f.receipt = s.receipt)) as is_on_trip
    into v_seats from fares.seats s
   where s.trip_id = v_of.trip_id and s.seat_no between v_read.from_no and v_read.to_no;
  v_card := v_card || jsonb_build_object('outcome', case
    when v_of.trip_id is null then 'never'
    when v_seats.is_on_trip or (v_of.vehicle_id = p_vehicle_id and v_seats.waiting > 0) then case
      -- Numbers of several payments are no group: who paid for one would take the neighbours' along.
      when v_seats.found < v_read.to_no - v_read.from_no + 1 or v_seats.payments > 1 then 'never'
      when v_seats.waiting > 0 then 'waiting'
      when v_seats.unpaid > 0 then 'unpaid' when v_seats.checked_at is not null then 'again' else 'paid' end
    when v_of.trip_id = v_trip.trip_id then 'never'
    when v_of.vehicle_id = p_vehicle_id then 'old' else 'other' end);
  if v_card ->> 'outcome' = 'paid' then
    update fares.seats s set checked_at = p_at, checked_by = p_user_id
     where s.trip_id = v_of.trip_id and s.seat_no between v_read.from_no and v_read.to_no;
  end if;
  return v_card || fares.seat_card(p_payment_ref => case
      when v_card ->> 'outcome' in ('paid', 'waiting', 'unpaid', 'again') then v_seats.payment_ref end)
    || jsonb_build_object(
    'at', v_seats.checked_at at time zone v_zone, 'since', v_of.opened_at at time zone v_zone, 'code',
    (select coalesce(d.door_code, v.plate) from fleet.vehicles v
       left join fleet.door_codes d on d.vehicle_id = v.vehicle_id and d.valid_to is null
      where v.vehicle_id = v_of.vehicle_id));
end $$;
comment on function fares.check_word is
  'outcome: paid (now marked as checked), waiting (for M-Pesa), unpaid, again (checked before), old (word of an '
  'earlier '
  'trip of this vehicle), other (of another vehicle on its route), never (not given), unreadable or no_trip; label, at '
  '(of the first check), since (the word''s trip), code (its vehicle), and the fields of fares.seat_card. '
  'Raises nothing.';
