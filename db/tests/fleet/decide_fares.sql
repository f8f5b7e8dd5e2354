begin; select plan(22);
\ir ../fixtures/fare_board.psql
select pg_temp.propose_change('fares', '{"off_peak": ["30", "50"], "peak": ["40", "60"], "rain": ["60", "80"]}')
  \g /dev/null
select is(pg_temp.decide_change('admin'), 'same_person', 'who proposed does not approve');
select is(pg_temp.decide_change('treasurer', 'withdrawn'), 'not_maker', 'only its maker withdraws');
select is(pg_temp.decide_change('treasurer', 'declined', 'no'), 'no_real_reason', 'declining needs a reason');
select is(pg_temp.price(pg_temp.noon()), 4000::bigint, 'nothing counts yet');
select is(pg_temp.decide_change('treasurer'), 'approved', 'another official approves');
select is(pg_temp.price(pg_temp.noon()), 5000::bigint, 'and it counts at once');
select is(pg_temp.price(pg_temp.noon() - interval '1 second'), 4000::bigint, 'but not before');
select is(pg_temp.decide_change('treasurer', 'declined', 'changed my mind'), 'approved', 'a decision stays');
select pg_temp.propose_change('fares', '{"off_peak": ["30", "60"], "effective_from": "2026-11-25 05:00"}') \g /dev/null
select is(pg_temp.decide_change('treasurer'), 'approved', 'fares are planned');
select is(array[pg_temp.price('2026-11-25 04:59:59+03'), pg_temp.price('2026-11-25 05:00+03')], '{5000,6000}',
  'for their time');
select pg_temp.propose_change('cap', '{"cap": "90"}') \g /dev/null
select is(pg_temp.decide_change('treasurer'), 'approved', 'the cap is lowered');
select is(fleet.fare_cap(:route_id, pg_temp.noon()), 9000::bigint, 'at once');
select pg_temp.propose_change('cap', '{"cap": "150"}') \g /dev/null
select is(pg_temp.decide_change('treasurer'), 'approved', 'the cap is raised');
select is(array[fleet.fare_cap(:route_id, '2026-11-24 11:59+03'), fleet.fare_cap(:route_id, '2026-11-24 12:00+03')],
  '{9000,15000}', 'a day later');
select is(pg_temp.propose_change('fares', '{"off_peak": ["30", "120"]}'), 'above_cap',
  'so no fare above it counts today');
select pg_temp.propose_change('event', '{"event": ["80", "90"], "name": "Stadium", "starts_at": "2026-11-23 14:00",
  "ends_at": "2026-11-23 20:00"}') \g /dev/null
select is(pg_temp.decide_change('treasurer', 'approved', null, pg_temp.noon() + interval '3 hours'), 'start_past',
  'an event that has begun is not approved');
select is(pg_temp.decide_change('treasurer'), 'approved', 'in time it is');
select is(array[pg_temp.price('2026-11-23 13:59+03'), pg_temp.price('2026-11-23 14:00+03'),
                pg_temp.price('2026-11-23 20:00+03')], '{5000,9000,5000}', 'its fares count during the event');
select pg_temp.propose_change('fares', '{"off_peak": ["30", "70"]}') \g /dev/null
select is(pg_temp.decide_change('treasurer', 'declined', 'too much for our people'), 'declined', 'declined');
select is(pg_temp.propose_change('fares', '{"off_peak": ["30", "80"]}'), 'proposed', 'another one');
select is(pg_temp.decide_change('treasurer', 'approved', null, pg_temp.noon() + interval '8 days'), 'expired',
  'too late');
select throws_ok($$ select pg_temp.decide_change('treasurer', 'perhaps') $$, 'LFV80', null, 'no other decision');
select finish(); rollback;
