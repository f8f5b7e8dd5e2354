begin; select plan(1);
\ir ../fixtures/gates.psql
select is((select string_agg(gates.figure_text(v, u), ', ' order by o) from (values
    (1, 995, 'permille'), (2, 45, 'tenths'), (3, 5000, 'ms'), (4, 3600, 'seconds'), 
    (5, 129600, 'seconds'), (6, -80, 'cents'), (7, 30720, 'bytes'),
    (8, 2, 'count')) f(o, v, u)),
  '99.5 %, 4.5, 5.0 s, 60 min, 36 h, KES -0.80, 30.0 KB, 2', 'each unit');
select finish(); rollback;
