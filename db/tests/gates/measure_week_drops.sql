begin; select plan(1);
\ir ../fixtures/gates.psql
select pg_temp.dial(3, 'end', 10, 'yes'), pg_temp.dial(2, 'confirm', 10, 'yes'), pg_temp.dial(4, 'stage', 10),
  pg_temp.dial(5, 'start', 70, 'yes');
select results_eq($$ select step, sessions from gates.measure_week_drops(p_from => pg_temp.at() - interval '1 hour',
                       p_to => pg_temp.at()) order by 1 $$,
  $$ values ('confirm', 2), ('end', 3) $$, 'by the screen; what goes on and what began before do not count');
select finish(); rollback;
