begin; select plan(4);
\ir ../fixtures/menu.psql
create function pg_temp.board(p_at timestamptz) returns jsonb language sql as $$
  select fleet.fares_board(p_sacco_ids => array(select sacco_id from fleet.saccos), p_at => p_at) -> 0 $$;
select is(pg_temp.board(pg_temp.peak()) - 'stages' - 'peaks' - 'route_id',
  '{"route": "46", "corridor": "Kencom-Kawangware", '
  '"band": "peak"}',
  'a route says which band counts now');
select is(pg_temp.board(pg_temp.peak()) #> '{stages,2}', t.prices, 'the last stage has its prices')
  from (select jsonb_build_object('name', 'Kawangware') || jsonb_object_agg(band, amount_cents) as prices
          from fleet.stage_fares f join fleet.stages s using (stage_id) where s.name = 'Kawangware') t;
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
  select stage_id, 'peak', 7000, pg_temp.peak() + interval '1 minute' from fleet.stages where name = 'Kawangware';
select is((pg_temp.board(pg_temp.peak()) #>> '{stages,2,peak}') || ' ' ||
          (pg_temp.board(pg_temp.peak() + interval '1 minute') #>> '{stages,2,peak}'), '6000 7000',
  'a new price is shown from when it counts');
select is(fleet.fares_board(p_sacco_ids => null, p_at => now()), '[]', 'no SACCO, no routes');
select finish(); rollback;
