begin;
\ir ../fixtures/officials.psql
select plan(4);
select is(access.scope_name(p_scope_kind => 'vehicle', p_scope_id => :vehicle_id), 'KZZ 001A',
  'a vehicle is its plate');
select is(access.scope_name(p_scope_kind => 'owner', p_scope_id => :owner_id), 'Mama Njeri', 'an owner has a name');
select is(access.scope_name(p_scope_kind => 'sacco', p_scope_id => (select sacco_id from fleet.saccos)), 'Test Line',
  'so has a SACCO');
select is(access.scope_name(p_scope_kind => 'platform', p_scope_id => null), null, 'the platform is everywhere');
select finish();
rollback;
