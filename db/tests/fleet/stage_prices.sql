begin; select plan(6);
\ir ../fixtures/menu.psql
create function pg_temp.prices(p_at timestamptz default pg_temp.peak()) returns text language sql as $$
  select string_agg(name || ' ' || amount_cents, ', ')
    from fleet.stage_prices(p_route_id => (select route_id from fleet.routes), p_at => p_at) $$;
select is(pg_temp.prices(), 'Yaya 4000, Kawangware 6000', 'peak prices in the order of the stages; the first has none');
select is(pg_temp.prices('2026-11-23 12:00+03'), 'Yaya 3000, Kawangware 4000', 'off-peak prices at noon');
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
  select stage_id, 'peak', 7000, pg_temp.peak() + interval '1 minute' from fleet.stages where name = 'Kawangware';
select is(pg_temp.prices(), 'Yaya 4000, Kawangware 6000', 'a price of the next minute doesn''t count yet');
select is(pg_temp.prices(pg_temp.peak() + interval '1 minute'), 'Yaya 4000, Kawangware 7000', 'and then it does');
insert into fleet.stages (route_id, position, name) values (:route_id, 4, 'Dam');
select is(pg_temp.prices(), 'Yaya 4000, Kawangware 6000', 'a stage without a price is left out');
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
  select stage_id, 'off_peak', 5000, '2026-01-01' from fleet.stages where name = 'Dam';
select is(pg_temp.prices(), 'Yaya 4000, Kawangware 6000, Dam 5000', 'without a peak price the off-peak price counts');
select finish(); rollback;
