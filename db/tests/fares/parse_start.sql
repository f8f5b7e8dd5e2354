begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select is(fares.parse_start('2026-12-01', '2026-11-30 23:30+03'), '2026-12-01', 'tomorrow');
select is(fares.parse_start('2026-11-30', '2026-11-30 23:30+03'), null, 'not today');
select is(fares.parse_start('2027-06-01', '2026-11-30 23:30+03'), null, 'nor far away');
select is(fares.parse_start('2026-12-32', '2026-11-30 23:30+03'), null, 'nor a day that is none');
select finish(); rollback;
