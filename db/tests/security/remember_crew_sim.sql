begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(5);
create function pg_temp.seen(p_pin security.typed_pin) returns void language sql as $$
  select security.remember_crew_sim(p_user_id => pg_temp.crew_id('juma'), p_phone_hash => sha256('sim'), p_vehicle_id => (select min(vehicle_id) from fleet.vehicles), p_pin => p_pin) $$;
create temporary table before as select * from security.crew_pins;
select pg_temp.seen(pg_temp.pin('73915')) \g /dev/null
select pg_temp.seen(pg_temp.pin('73915')) \g /dev/null
select is((select count(*) from security.crew_sims), 1::bigint, 'one row a phone and vehicle');
select is((select verifier from security.crew_pins), (select verifier from before), 'the number stays as it is kept');
-- A new look-up key: both hashes come in.
create function pg_temp.both() returns security.typed_pin language sql as $$
  select row(array['lookup:new', 'lookup:test'], array[(pg_temp.pin('73915', 'lookup:new')).hashes[1], (pg_temp.pin('73915')).hashes[1]])::security.typed_pin $$;
select pg_temp.seen(pg_temp.both()) \g /dev/null
select is((select key_id from security.crew_pins), 'lookup:test', 'before the change is open it stays under the old key');
update security.settings set value = 'yes' where setting = 'lookup_key_moves';
select pg_temp.seen(pg_temp.both()) \g /dev/null
select is((select key_id from security.crew_pins), 'lookup:new', 'then it moves');
select ok((select security.pin_matches(p_kept => k, p_pin => pg_temp.pin('73915', 'lookup:new')) from security.crew_pins k), 'and is right under the new key alone');
select finish();
rollback;
