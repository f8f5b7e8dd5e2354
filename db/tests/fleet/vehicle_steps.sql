begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.steps(p_plate text) returns text language sql as $$
  select concat_ws(' ', cardinality(s.done) || '/' || cardinality(s.steps), s.next) from fleet.vehicles v,
    fleet.vehicle_steps(array[v.vehicle_id]) s where v.plate = p_plate $$;
select is(pg_temp.steps('KZZ 001A'), '5/7 fares', 'only fares and the first fare are missing');
select is(pg_temp.steps('KZZ 900Z'), '3/7 fares', 'there the most is missing');
select fleet.set_stage_fares(:route_id, 'off_peak', array[4000, 6000]::bigint[], now()),
  pg_temp.post_fare('TKA0000001', :split_rule_id, 6000) \g /dev/null
select is(pg_temp.steps('KZZ 001A'), '7/7', 'all done');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :foreign_vehicle_id);
select is(pg_temp.steps('KZZ 001A'), '7/8 pilot', 'a pilot of others is one step more');
select finish(); rollback;
