begin;
\ir ../fixtures/officials.psql
select plan(3);
select is(security.sacco_of(p_scope_kind => 'vehicle', p_scope_id => :vehicle_id), (select sacco_id from fleet.saccos), 'a vehicle rides for a SACCO');
select is(security.sacco_of(p_scope_kind => 'sacco', p_scope_id => 7), 7::bigint, 'a SACCO is itself');
select is(security.sacco_of(p_scope_kind => 'owner', p_scope_id => :owner_id), null, 'an owner may be a member of many');
select finish();
rollback;
