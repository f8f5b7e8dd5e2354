begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select fares.write_pot_day(fares.begin_pot_day(pg_temp.rule(), null, '2026-11-23')) \g /dev/null
select is((select count(*)::int from fares.pot_days), 1, 'a day is written');
select fares.write_pot_day(jsonb_populate_record(d, '{"got_cents": [7, 0]}')) from fares.pot_days d \g /dev/null
select is((select got_cents from fares.pot_days), '{7,0}', 'and written over');
select finish(); rollback;
