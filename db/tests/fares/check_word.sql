begin; select plan(29);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.reserve('bb', 3), pg_temp.reserve('cc'),
  pg_temp.pay('aa', '1 minute'), pg_temp.pay('bb', '1 minute') \g /dev/null
select is(pg_temp.check_word('1-4') ->> 'outcome', 'never', 'who paid for one does not take the neighbours along');
select is((select count(*) from fares.seats where checked_at is not null), 0::bigint, 'none of them is marked');
select is(pg_temp.check_word('SIMBA 1') - '{since,code,at}'::text[], '{"outcome": "paid", "label": "SIMBA 1",
  "cents": 6000, "seats": 1, "stage": "Kawangware", "last3": "126"}', 'a paid seat');
select is((select row(checked_at, checked_by)::text from fares.seats where seat_no = 1),
  row(now(), pg_temp.crew_id('juma'))::text, 'is marked, by whom');
select is(pg_temp.check_word('1') ->> 'outcome', 'again', 'a number that is heard twice');
select isnt(pg_temp.check_word('1') ->> 'at', null, 'when it was heard first');
select is(pg_temp.check_word('2') ->> 'outcome', 'paid', 'one of a group');
select is(pg_temp.check_word('3-4') ->> 'outcome', 'paid', 'the others of the group together');
select is(pg_temp.check_word('2-4') ->> 'outcome', 'again', 'the group once more');
select is(pg_temp.check_word('SIMBA 5') ->> 'outcome', 'waiting', 'a seat that M-Pesa has not confirmed');
select is((select checked_at from fares.seats where seat_no = 5), null, 'is not marked');
select fares.release_seats(p_payment_refs => array['cc']) \g /dev/null
select is(pg_temp.check_word('SIMBA 5') ->> 'outcome', 'unpaid', 'a prompt that was refused');
select pg_temp.pay('cc', '1 minute') \g /dev/null
select is(pg_temp.check_word('SIMBA 5') ->> 'outcome', 'paid', 'until its money comes');
select is(pg_temp.check_word(t) ->> 'outcome', 'never', 'never given: ' || t)
  from unnest(array['6', 'TEMBO 1', '5-6']) t;
select is(pg_temp.check_word(t) ->> 'outcome', 'unreadable', 'unreadable: ' || t) from unnest(array['', 'SIMBA']) t;
select is(pg_temp.check_word('1', :other_vehicle_id) ->> 'outcome', 'no_trip', 'a vehicle on no trip');
-- The next trip, and a trip of another vehicle of the route. One passenger had pressed 1 on the trip before.
select pg_temp.reserve('dd'), pg_temp.reserve('ee'), pg_temp.reserve('ff') \g /dev/null
select fleet.start_trip(:vehicle_id, pg_temp.crew_id('juma'), now() - interval '5 seconds'),
  fleet.start_trip(:other_vehicle_id, pg_temp.crew_id('juma'), now()) \g /dev/null
update fleet.trips set word = case vehicle_id when :vehicle_id then 'TEMBO' else 'TWIGA' end where closed_at is null;
select is(pg_temp.check_word('SIMBA 2') - '{since}'::text[],
  '{"outcome": "old", "label": "SIMBA 2", "code": "4628", "at": null}'
    || jsonb_build_object('at', pg_temp.check_word('SIMBA 2') -> 'at'), 'an old word says nothing of who paid');
select pg_temp.pay('dd') \g /dev/null
select is(pg_temp.check_word('SIMBA 6') ->> 'outcome', 'paid', 'reserved on the trip before, paid on this one');
select is(pg_temp.check_word('SIMBA 6') ->> 'outcome', 'again', 'once');
select is(pg_temp.check_word('SIMBA 7') ->> 'outcome', 'waiting', 'or still waiting');
select fares.release_seats(p_payment_refs => array['ff']) \g /dev/null
select is(pg_temp.check_word('SIMBA 8') ->> 'outcome', 'old', 'not when it was given up');
select pg_temp.reserve('gg', 1, :other_vehicle_id), pg_temp.pay('gg') \g /dev/null
select is(pg_temp.check_word('TWIGA 1') ->> 'outcome', 'other', 'another vehicle''s word');
select is(pg_temp.check_word('TWIGA 1') ->> 'code', '4631', 'which one');
select is(pg_temp.check_word('TWIGA 1') -> 'last3', null, 'and nothing of its passenger');
select is((select checked_at from fares.seats where payment_ref = 'gg'), null, 'whose seat is not marked');
select is(pg_temp.check_word('836261', :other_vehicle_id) ->> 'outcome', 'other', 'TEMBO 1 on a telephone''s keys');
select finish(); rollback;
