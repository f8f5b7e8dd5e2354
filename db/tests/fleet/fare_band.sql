begin; select plan(8);
\ir ../fixtures/menu.psql
insert into fleet.rain_switches values (:route_id, '2026-11-24 08:00+03', '2026-11-24 10:00+03');
insert into fleet.fare_events (route_id, name, starts_at, ends_at)
  values (:route_id, 'Stadium', '2026-11-24 09:45+03', '2026-11-24 18:00+03');
select is(fleet.fare_band(p_route_id => :route_id, p_at => t.at::timestamptz), t.band, t.sentence) from (values
  ('2026-11-23 05:59:59+03', 'off_peak', 'a second before the peak'),
  ('2026-11-23 06:00+03', 'peak', 'the peak begins, by the market''s clock'),
  ('2026-11-23 09:00+03', 'off_peak', 'and ends'),
  ('2026-11-24 07:59+03', 'peak', 'before the rain'),
  ('2026-11-24 08:00+03', 'rain', 'rain overrides the peak'),
  ('2026-11-24 09:30+03', 'rain', 'and the hours after it'),
  ('2026-11-24 09:45+03', 'event', 'an event overrides the rain')) as t(at, band, sentence);
-- Its peak column was left blank.
delete from fleet.stage_fares f using fleet.stages s
 where s.stage_id = f.stage_id and s.route_id = :route_id and f.band = 'peak';
select is(fleet.fare_band(p_route_id => :route_id, p_at => '2026-11-23 07:00+03'), 'off_peak',
  'without peak fares the off-peak fares count in peak hours, and nobody is told of a peak');
select finish(); rollback;
