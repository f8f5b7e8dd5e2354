begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
select is(fleet.set_stage_fares(p_route_id => :route_id, p_band => 'peak', p_amounts_cents => array[4000, 6000],
  p_effective_from => '2020-01-01'), 2, 'each stage after the first gets its price');
select results_eq(format('select s.name, f.amount_cents from fleet.stage_fares f join fleet.stages s using (stage_id) '
  'where s.route_id = %s order by s.position', :route_id),
  $$values ('Yaya', 4000::bigint), ('Kawangware', 6000)$$, 'in order');
select is(fleet.set_stage_fares(:route_id, 'peak', array[5000, 7000], '2026-02-01'), 2, 'a new price is a new row');
select throws_ok(format('select fleet.set_stage_fares(%s, %L, %L, %L)', :route_id, t.band, t.amounts, t.starts),
  t.error, null, t.sentence) from (values
  ('peak', '{5000,7000}', '2026-02-01', '23505', 'two prices can''t start together'),
  ('peak', '{1000,2000,3000}', '2026-03-01', 'LFV32', 'more prices than stages are refused'),
  ('happy_hour', '{1000,2000}', '2026-03-01', '23514', 'an unknown band is refused'),
  ('rain', '{1000,0}', '2026-03-01', '23514', 'a price of 0 is refused')) as t(band, amounts, starts, error, sentence);
select is(pg_temp.changed(), 'audit.change_log fleet.stage_fares', 'nothing else changed');
select finish(); rollback;
