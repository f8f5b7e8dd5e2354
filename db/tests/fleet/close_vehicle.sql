begin; select plan(7);
\ir ../fixtures/sacco.psql
select is(pg_temp.propose_crew('admin') ->> 'outcome', 'proposed', 'a conductor is proposed');
select is(fleet.close_vehicle(:vehicle_id, clock_timestamp()), 'closed', 'it is closed');
select is((select array_agg(c.state) from access.role_changes c where c.scope_kind = 'vehicle'
  and c.scope_id = :vehicle_id and c.role = 'crew' and c.reason = 'kondakta mpya'), '{withdrawn}',
  'nobody can let a crew into it any more');
select is((select count(*) from fleet.door_codes where vehicle_id = :vehicle_id and valid_to is null), 0::bigint,
  'its code is freed');
select is(pg_temp.holds('conductor'), null, 'its crew has no role any more');
select is(fleet.close_vehicle(:vehicle_id, clock_timestamp()), 'closed_already', 'once');
select is(pg_temp.propose_crew('admin', p_who => 'another') ->> 'outcome', 'no_scope', 'nor be proposed for it');
select finish(); rollback;
