begin; select plan(6);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() as trip_id \gset
select accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
select link_id from accounts.trip_links \gset
select is(worker.store_trip_link(p_link_id => :link_id, p_link_hash => sha256('one')), 'kept', 'about to be sent');
select is(worker.store_trip_link(:link_id, sha256('two')), 'kept', 'again, after a failure');
select is((select link_hash from accounts.trip_links), sha256('two'), 'the newest token counts');
select is(worker.store_trip_link(-1, sha256('two')), 'over', 'no such link');
select throws_ok(format($$ select worker.store_trip_link(%s, 'short') $$, :link_id), '23514', null, 'not a sha256');
select fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
select is(worker.store_trip_link(:link_id, sha256('three')), 'over', 'after the trip nothing is sent');
select finish(); rollback;
