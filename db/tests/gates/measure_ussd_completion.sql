begin; select plan(4);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('ussd_completion'), '-/-/0', 'nobody, nothing to measure');
select pg_temp.prompt(9, 'paid'), pg_temp.prompt(1, 'failed');
select is(pg_temp.figure('ussd_completion'), '900/900/10', 'nine of ten paid');
select pg_temp.dial(10, 'confirm', 5), pg_temp.dial(30, 'stage', 5), pg_temp.dial(30, 'confirm', 2);
select is(pg_temp.figure('ussd_completion'), '450/450/20',
  'who saw the screen and left counts; who did not see it, or just now, does not');
select is(pg_temp.figure('ussd_completion', '15 minutes'), '0/0/30', 'after 15 minutes only what came since');
select finish(); rollback;
