begin;
\ir ../fixtures/officials.psql
select plan(7);
select is(access.find_scope(p_scope_kind => 'vehicle', p_text => 'kzz001a'), :vehicle_id::bigint, 'a plate, as typed');
select is(access.find_scope(p_scope_kind => 'sacco', p_text => ' test line '), (select sacco_id from fleet.saccos),
  'a SACCO by name');
select is(access.find_scope(p_scope_kind => 'owner', p_text => 'Mama Njeri'), :owner_id::bigint, 'an owner by name');
select is(access.find_scope(p_scope_kind => 'owner', p_text => :'owner_id'), :owner_id::bigint, 'or by number');
insert into fleet.owners (name) values ('Mama Njeri');
select is(access.find_scope(p_scope_kind => 'owner', p_text => 'Mama Njeri'), null,
  'of two with one name, none: never a guess');
select is(access.find_scope(p_scope_kind => 'platform', p_text => '1'), null, 'the platform has no number');
select is(access.find_scope(p_scope_kind => 'sacco', p_text => ''), null, 'nothing typed, nothing found');
select finish();
rollback;
