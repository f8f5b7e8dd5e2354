begin; select plan(4);
\ir ../fixtures/menu.psql
insert into fleet.fare_events (route_id, name, starts_at, ends_at)
  values (:route_id, 'Stadium', '2026-11-28 14:00+03', '2026-11-28 20:00+03') returning event_id \gset
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from, event_id)
  select stage_id, 'event', 9000, '2026-01-01', :event_id from fleet.stages where name = 'Kawangware';
create function pg_temp.prices(p_band text, p_event_id bigint default null) returns text language sql as $$
  select string_agg(name || ' ' || amount_cents, ', ')
    from fleet.band_prices(p_route_id => (select route_id from fleet.routes), p_band => p_band,
                           p_event_id => p_event_id, p_at => pg_temp.peak()) $$;
select is(pg_temp.prices('peak'), 'Yaya 4000, Kawangware 6000', 'the prices of the band, whatever the hour');
select is(pg_temp.prices('event'), 'Yaya 3000, Kawangware 4000', 'without a price of the band the off-peak price');
select is(pg_temp.prices('event', :event_id), 'Yaya 3000, Kawangware 9000', 'the prices of that event');
select is(pg_temp.prices('event', :event_id + 1), 'Yaya 3000, Kawangware 4000', 'and of no other');
select finish(); rollback;
