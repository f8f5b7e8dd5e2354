begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(6);
select fleet.join_trip(p_vehicle_id => :vehicle_id, p_user_id => pg_temp.crew_id('juma'), p_at => now())
  as trip_id \gset

select accounts.send_trip_link(p_trip_id => :trip_id, p_user_id => pg_temp.crew_id('juma'), p_at => now()) \g /dev/null
select link_id from accounts.trip_links \gset
select is(worker.store_trip_link(p_link_id => :link_id, p_link_hash => sha256('one')), 'kept', 'about to be sent');
select is(worker.store_trip_link(p_link_id => :link_id, p_link_hash => sha256('two')), 'kept',
  'and again, after a failure');
select is((select link_hash from accounts.trip_links), sha256('two'), 'the newest token counts');
select is(worker.store_trip_link(p_link_id => -1, p_link_hash => sha256('two')), 'over', 'no such link');
select throws_ok(format($$ select worker.store_trip_link(p_link_id => %s, p_link_hash => 'short') $$, :link_id),
  '23514', null, 'only a sha256');
select fleet.end_trip(p_vehicle_id => :vehicle_id, p_at => now()) \g /dev/null
select is(worker.store_trip_link(p_link_id => :link_id, p_link_hash => sha256('three')), 'over',
  'nobody needs it after the trip');
select finish();
rollback;
