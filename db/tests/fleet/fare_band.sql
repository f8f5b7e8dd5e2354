begin;
\ir ../fixtures/menu.psql
select plan(6);
create function pg_temp.band(p_at text) returns text language sql as $$
  select fleet.fare_band(p_route_id => (select route_id from fleet.routes),
    p_at => ('2026-11-23 ' || p_at || '+03')::timestamptz) $$;
select is(pg_temp.band('05:59:59'), 'off_peak', 'a second before the peak');
select is(pg_temp.band('06:00'), 'peak', 'the peak begins, by the market''s clock');
select is(pg_temp.band('09:00'), 'off_peak', 'and ends');
insert into fleet.rain_switches values (:route_id, '2026-11-23 08:00+03', '2026-11-23 10:00+03');
select is(pg_temp.band('07:59'), 'peak', 'before the rain');
select is(pg_temp.band('08:00'), 'rain', 'rain wins over the peak');
select is(pg_temp.band('09:30'), 'rain', 'and over the hours around it');
select finish();
rollback;
