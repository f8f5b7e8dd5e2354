begin; select plan(9);
\ir ../fixtures/crew.psql
select matches(fleet.draw_word(p_route_id => :route_id, p_at => now()), '^[A-Z]{3,7}$', 'a plain word');
-- A list of three plain words and one of two.
delete from fleet.words where word not in ('SIMBA', 'TEMBO', 'TWIGA', 'KAAUJI');
create function pg_temp.begin(p_at timestamptz) returns text language plpgsql as $$
declare
  v_trip_id bigint := fleet.start_trip(p_vehicle_id => (select min(vehicle_id) from fleet.vehicles), p_at => p_at,
    p_user_id => pg_temp.crew_id('juma'));
begin return (select word from fleet.trips where trip_id = v_trip_id); end $$;
create temporary table drawn as select k, pg_temp.begin(now() + k * interval '1 hour') as word
  from generate_series(1, 5) k;
select is((select count(distinct word) from drawn where k <= 3 and word <> 'KAAUJI'), 3::bigint,
  'three trips have the three plain words');
select is((select word from drawn where k = 4), 'KAAUJI', 'then comes one of two');
select is((select word from drawn where k = 5), null, 'then none');
select is((select route_id from fleet.trips order by trip_id limit 1), :route_id::bigint, 'the trip has its route');
select is(pg_temp.begin(now() + interval '25 hours 59 minutes'), null, 'for 24 hours after the trip that had it');
select is(pg_temp.begin(now() + interval '26 hours 1 minute'), (select word from drawn where k = 1), 'then it is free');
insert into fleet.routes (sacco_id, number, corridor) values (:sacco_id, '111', 'Railways-Ngong')
  returning route_id as r \gset
select isnt(fleet.draw_word(p_route_id => :r, p_at => now()), null, 'another route has its own');
select is(fleet.draw_word(p_route_id => null, p_at => now()) is null, false, 'no route: any word');
select finish(); rollback;
