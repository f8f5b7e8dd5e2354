begin; select plan(1);
\ir ../fixtures/gates.psql
select is((select string_agg(gates.is_met(v, s, 5)::text, ' ' order by s, v)
             from unnest(array[4, 5, 6]) v, unnest(array['<', '<=', '>', '>=']) s),
  'true false false true true false false false true false true true', 'each sign, below, at and above the bound');
select finish(); rollback;
