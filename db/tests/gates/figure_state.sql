begin; select plan(1);
\ir ../fixtures/gates.psql
select is((select string_agg(coalesce(gates.figure_state(g, row(v, v, c)::gates.figure), 'null'), ' ' order by o)
             from gates.gates g, (values (1, null, 0), (2, 80, 50),
               (3, 81, 50), (4, 150, 50), (5, 151, 50), (6, 151, 49))
               f(o, v, c) where g.gate = 'ussd_drops'),
  'no_data green between between alarm between', 'at each bound; with too few cases it is no alarm');
select finish(); rollback;
