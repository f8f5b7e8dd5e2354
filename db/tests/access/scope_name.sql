begin; select plan(4);
\ir ../fixtures/officials.psql
select is(access.scope_name('vehicle', :vehicle_id), 'KZZ 001A', 'a vehicle has a plate');
select is(access.scope_name('owner', :owner_id), 'Mama Njeri', 'an owner has a name');
select is(access.scope_name('sacco', :sacco_id), 'Test Line', 'a SACCO has a name');
select is(access.scope_name('platform', null), null, 'the platform has none');
select finish(); rollback;
