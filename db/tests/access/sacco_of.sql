begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(6);
create function pg_temp.of(p_at timestamptz) returns bigint language sql as $$
  select access.sacco_of(p_scope_kind => 'vehicle',
    p_scope_id => (select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'), p_at => p_at) $$;
select is(pg_temp.of(now()), :sacco_id::bigint, 'a vehicle rides for a SACCO');
select is(access.sacco_of(p_scope_kind => 'sacco', p_scope_id => 7, p_at => null), 7::bigint, 'a SACCO is itself');
select is(access.sacco_of(p_scope_kind => 'owner', p_scope_id => :owner_id, p_at => null), null,
  'an owner may be a member of many');
update fleet.vehicles set sacco_id = :foreign_sacco_id, route_id = :foreign_route_id where vehicle_id = :vehicle_id;
select is(pg_temp.of(clock_timestamp()), :foreign_sacco_id::bigint, 'it goes to another');
select is(pg_temp.of(null), :foreign_sacco_id::bigint, 'whose is what lasts');
select is(pg_temp.of(now()), null, 'and what was before is neither''s');
select finish();
rollback;
