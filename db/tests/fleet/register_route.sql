begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
select fleet.register_route(p_sacco_id => :sacco_id, p_number => '17B', p_corridor => 'Bus Station-Mwiki',
  p_stages => array['KCA', 'Sunton', 'Mwiki']) as id \gset
select results_eq(format('select position, name from fleet.stages where route_id = %s order by position', :id),
  $$values (1, 'KCA'), (2, 'Sunton'), (3, 'Mwiki')$$, 'a route has its stages in order');
select is((select (number, corridor)::text from fleet.routes where route_id = :id), '(17B,"Bus Station-Mwiki")',
  'its number and its corridor');
select is(fleet.register_route(:sacco_id, '17B', 'elsewhere', array['X']), :id::bigint, 'a known number is returned');
select is((select count(*)::int from fleet.stages where route_id = :id), 3, 'and stays as it is');
select throws_ok($$select fleet.register_route(-1, '17B', 'x', array['X'])$$, '23503', null, 'an unknown SACCO');
select throws_ok(format($$select fleet.register_route(%s, '99', 'x', array[repeat('x', 21)])$$, :sacco_id), '23514',
  null, 'a stage''s name must fit the menu');
select fleet.register_route(:sacco_id, '9–B', 'x', array['Ng’ombe', 'Gatũndũ']) as id \gset
select is((select string_agg(name, ' ' order by position) from fleet.stages where route_id = :id), 'Ng''ombe Gatundu',
  'names are stored in plain letters');
select is((select count(*)::int from fleet.routes where number = '9-B'), 1, 'and numbers');
select throws_ok(format(t.statement, :sacco_id), '23514', null, t.sentence) from (values
  ($$select fleet.register_route(%s, '98', 'x', array['Донхолм'])$$, 'a name without a plain form is refused'),
  ($$insert into fleet.routes (sacco_id, number, corridor) values (%s, '9–C', 'x')$$, 'also by hand'),
  ($$update fleet.saccos set name = 'Demo~' where sacco_id = %s$$, 'and for a SACCO')) as t(statement, sentence);
select is(pg_temp.changed(), 'audit.change_log fleet.routes fleet.stages', 'nothing else changed');
select finish(); rollback;
