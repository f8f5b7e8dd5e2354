begin; select plan(2);
\ir ../fixtures/gates.psql
select is((select string_agg(g.gate, ' ' order by g.place) from gates.gates g
            where pg_get_functiondef('gates.measure'::regproc) not like '%' || quote_literal(g.gate) || '%'), null,
  'every figure is measured');
select is(pg_temp.figure('cashless_share'), '-/-/0', 'without tallies there is nothing to measure');
select finish(); rollback;
