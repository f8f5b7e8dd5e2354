begin; select plan(10);
\ir ../fixtures/boarding.psql
select is(pg_temp.reserve('aa'), 'SIMBA 1', 'the first passenger');
select is(pg_temp.changed(), 'fares.seats fleet.trips mobile_money.payment_intents privacy.phones', 'has a number');
select is(pg_temp.reserve('bb', 3), 'SIMBA 2-4', 'a group has consecutive numbers');
select is(fares.reserve_seats('bb', :vehicle_id, 3, now()), 'SIMBA 2-4', 'once');
select is((select row(count(*), min(state))::text from fares.seats where payment_ref = 'bb'), '(3,reserved)',
  'one row a seat');
select is((select count(*) from audit.change_log where subject like 'fleet.trips:%' and after ->> 'next_seat' > '1'),
  0::bigint, 'no row in the audit log for a number');
update fleet.trips set next_seat = 97;
select is(pg_temp.reserve('cc', 2), 'SIMBA 99-100', '98 is never given: in a menu it is the other language');
select is(pg_temp.reserve('dd'), 'SIMBA 101', 'and on');
select is(pg_temp.reserve('ee', 1, :other_vehicle_id), null, 'a vehicle on no trip');
update fleet.trips set word = null;
select is(pg_temp.reserve('ff'), null, 'a trip without a word');
select finish(); rollback;
