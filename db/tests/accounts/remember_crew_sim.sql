begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(2);
create function pg_temp.seen() returns void language sql as $$
  select accounts.remember_crew_sim(p_user_id => pg_temp.crew_id('juma'), p_phone_hash => sha256('sim'),
    p_vehicle_id => (select min(vehicle_id) from fleet.vehicles)) $$;
create temporary table before as select * from accounts.crew_pins;
select pg_temp.seen() \g /dev/null
select pg_temp.seen() \g /dev/null
select is((select count(*) from accounts.crew_sims), 1::bigint, 'one row a phone and vehicle');
select is((select verifier from accounts.crew_pins), (select verifier from before), 'the number stays as it is kept');
select finish();
rollback;
