begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select r.number, s.name from fleet.routes r join fleet.saccos s using (sacco_id) where r.route_id = :route_id \gset
select is(fleet.find_route(:'number'), :route_id::bigint, 'by its number, while only one has it');
insert into fleet.saccos (name) values ('Other Line') returning sacco_id as other \gset
select fleet.register_route(:other, :'number', 'A-B', array['A', 'B']) as other_route \gset
select is(fleet.find_route(:'number'), null, 'of two with that number neither is guessed');
select is(fleet.find_route('  ' || :'number' || '  other   LINE '), :other_route::bigint, 'with its SACCO');
select is(array[fleet.find_route('%'), fleet.find_route(''), fleet.find_route(null), fleet.find_route('999')],
  array[null, null, null, null]::bigint[], 'what does not exist is not found');
select is(fleet.find_route(:'number' || ' ' || :'name'), :route_id::bigint, 'the first one with its SACCO');
select finish(); rollback;
