begin; select plan(3);
\ir ../fixtures/gates.psql
select is((select count(*)::int from jsonb_array_elements(gates.cards(pg_temp.start(), 'Africa/Nairobi')) c
            where c ->> 'state' = 'old'), 19, 'what was never measured is old');
select gates.watch(pg_temp.start()) \g /dev/null
select is((select string_agg(distinct c ->> 'state', ' ' order by c ->> 'state')
             from jsonb_array_elements(gates.cards(pg_temp.start(), 'Africa/Nairobi')) c),
  'green no_data', 'then it is not');
select is(gates.cards(pg_temp.start() + interval '7 minutes', 'Africa/Nairobi') #>> '{2,state}', 'old',
  'a figure that is not measured any more is not green');
select finish(); rollback;
