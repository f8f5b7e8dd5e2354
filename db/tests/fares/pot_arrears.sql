begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select pg_temp.fare('QAA1', 35000) \g /dev/null
select is(fares.pot_arrears(d, 'insurance', '2026-11-24', 60000), 0::bigint, 'a full pot lacks nothing')
  from fares.pot_days d;
select is(fares.pot_arrears(d, 'sacco', '2026-11-25', 99999), 15000::bigint, 'half a pot, and a day without fares')
  from fares.pot_days d;
select is(fares.pot_arrears(d, 'sacco', '2026-11-25', 7000), 7000::bigint, 'not more than the limit')
  from fares.pot_days d;
select is(fares.pot_arrears(d, 'loan', '2026-11-25', 7000), 0::bigint, 'a new pot lacks nothing') from fares.pot_days d;
select finish(); rollback;
