begin; select plan(5);
\ir ../fixtures/menu.psql
insert into fleet.fare_events (route_id, name, starts_at, ends_at)
  values (:route_id, 'Stadium', '2026-11-28 14:00+03', '2026-11-28 20:00+03') returning event_id \gset
select is(fleet.event_at(:route_id, t.at::timestamptz) is not null, t.is_on, t.at) from (values
  ('2026-11-28 13:59:59+03', false), ('2026-11-28 14:00+03', true), ('2026-11-28 20:00+03', false)) t(at, is_on);
update fleet.fare_events set ended_at = '2026-11-28 16:00+03';
select is(fleet.event_at(:route_id, '2026-11-28 16:00+03'), null, 'it was ended early');
select throws_ok(format($$ insert into fleet.fare_events (route_id, name, starts_at, ends_at)
  values (%s, 'Concert', '2026-11-28 15:00+03', '2026-11-28 22:00+03') $$, :route_id), '23P01', null,
  'one event at a time');
select finish(); rollback;
