begin; select plan(6);
\ir ../fixtures/sacco.psql
create function pg_temp.sacco(p_at timestamptz) returns bigint language sql as $$
  select access.sacco_of('vehicle', (select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'), p_at) $$;
select is(pg_temp.sacco(now()), :sacco_id::bigint, 'a vehicle belongs to its SACCO');
select is(access.sacco_of(p_scope_kind => 'sacco', p_scope_id => 7, p_at => null), 7::bigint, 'a SACCO is itself');
select is(access.sacco_of('owner', :owner_id, null), null, 'an owner belongs to none');
update fleet.vehicles set sacco_id = :foreign_sacco_id, route_id = :foreign_route_id where vehicle_id = :vehicle_id;
select is(pg_temp.sacco(clock_timestamp()), :foreign_sacco_id::bigint, 'after a move it belongs to the new SACCO');
select is(pg_temp.sacco(null), :foreign_sacco_id::bigint, 'so does what has no end');
select is(pg_temp.sacco(now()), null, 'what was before belongs to neither');
select finish(); rollback;
