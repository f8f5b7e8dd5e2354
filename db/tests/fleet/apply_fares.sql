begin; select plan(3);
\ir ../fixtures/fare_board.psql
select pg_temp.propose_change('event', '{"event": ["80", "90"], "name": "Stadium", "starts_at": "2026-11-23 14:00",
  "ends_at": "2026-11-23 20:00"}') \g /dev/null
-- A cap that was lowered behind its back.
insert into fleet.fare_caps values (:route_id, 8500, '2026-11-20 00:00+03');
select throws_ok(format($$ select fleet.apply_fares(p, %s, pg_temp.noon()) from fleet.fare_proposals p $$,
  pg_temp.id('treasurer')), 'LFV34', null, 'the table refuses a fare above the cap, however it gets there');
delete from fleet.fare_caps where cap_cents = 8500;
select fleet.apply_fares(p, pg_temp.id('treasurer'), pg_temp.noon()) from fleet.fare_proposals p \g /dev/null
select is((select array_agg(f.amount_cents order by f.amount_cents) from fleet.stage_fares f
             join fleet.fare_events e using (event_id) where e.name = 'Stadium'), '{8000,9000}', 'fares of the event');
select is((select state || ' ' || (effective_from = starts_at) from fleet.fare_proposals), 'approved true',
  'the proposal says since when');
select finish(); rollback;
