begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select is(fares.fill_pots(pg_temp.rule(), 29000, '2026-11-23 11:20+03', '2026-11-23'), '{0,29000,0,0,0}',
  'a fare fills the first pot');
select is(pg_temp.got(), '{29000,0} of {30000,10000}', 'that is written down');
select is(fares.fill_pots(pg_temp.rule(), 6000, '2026-11-23 11:21+03', '2026-11-23'), '{0,1000,5000,0,0}',
  'the next one finds what lacks');
select is(fares.fill_pots(pg_temp.rule(), 6000, '2026-11-24 11:21+03', '2026-11-24'), '{0,6000,0,0,0}',
  'a new day begins anew');
select is(pg_temp.got(), '{6000,0} of {30000,10000}', 'in a row of its own');
select finish(); rollback;
