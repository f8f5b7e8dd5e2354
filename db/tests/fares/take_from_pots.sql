begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select pg_temp.fare('QAA1', 50000) \g /dev/null
create temporary table less as
select fares.take_from_pots(pg_temp.rule(), d, '{2000,0,100,0}', 2100, d.business_on) as day from fares.pot_days d;
select is((day).got_cents, '{28000,10000}', 'what the pot gave is taken off') from less;
select is((day).met_at[1], null, 'so it is not full any more') from less;
select is((day).met_at[2], now(), 'the other one is') from less;
select is((day).taken_cents, 47900::bigint, 'the takings are less by all of it') from less;
select finish(); rollback;
