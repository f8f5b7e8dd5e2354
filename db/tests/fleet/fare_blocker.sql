begin; select plan(4);
\ir ../fixtures/fare_board.psql
create function pg_temp.blocker(p_new jsonb) returns text language sql as $$
  select fleet.fare_blocker(jsonb_populate_record(null::fleet.fare_proposals, p_new || jsonb_build_object('route_id',
    (select route_id from fleet.routes where number = '46'))), pg_temp.noon()) $$;
insert into fleet.fare_caps values (:route_id, 9000, '2026-12-01 00:00+03');
select is(pg_temp.blocker('{"kind": "fares", "fares": {"rain": [6000, 9500]}}'), 'above_cap',
  'a cap that is planned counts too');
insert into fleet.fare_events (route_id, name, starts_at, ends_at)
  values (:route_id, 'Stadium', '2026-11-28 14:00+03', '2026-11-28 20:00+03');
select is(pg_temp.blocker('{"kind": "event", "starts_at": "2026-11-28 19:00+03", "ends_at": "2026-11-28 22:00+03",
  "fares": {"event": [100, 100]}}'), 'event_overlaps', 'two events at a time');
select is(pg_temp.blocker('{"kind": "event", "starts_at": "2026-11-28 20:00+03", "ends_at": "2026-11-28 22:00+03",
  "fares": {"event": [100, 100]}}'), null, 'one after the other');
select is(pg_temp.blocker('{"kind": "fares", "starts_at": "2027-11-28 20:00+03", "fares": {}}'), 'start_wrong',
  'next year');
select finish(); rollback;
