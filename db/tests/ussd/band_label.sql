begin; select plan(5);
\ir ../fixtures/menu.psql
select is(ussd.band_label(:route_id, 'sw', pg_temp.peak()), E'\nSasa: nauli ya peak', 'in the peak');
select is(ussd.band_label(:route_id, 'sw', pg_temp.peak() + interval '5 hours'), '', 'nothing off-peak');
insert into fleet.rain_switches values (:route_id, pg_temp.peak(), pg_temp.peak() + interval '1 hour');
select is(ussd.band_label(:route_id, 'en', pg_temp.peak()), E'\nNow: rain fare', 'in the rain');
insert into fleet.fare_events (route_id, name, starts_at, ends_at)
  values (:route_id, 'Stadium', pg_temp.peak(), pg_temp.peak() + interval '1 hour');
select is(ussd.band_label(:route_id, 'sw', pg_temp.peak()), E'\nSasa: nauli ya tukio', 'an event');
select is(ussd.band_label(null, 'sw', now()), '', 'a trip without a route');
select finish(); rollback;
