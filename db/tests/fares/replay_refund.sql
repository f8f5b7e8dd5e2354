begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql

select is((fares.replay_refund(pg_temp.rule(), '[0, 100, 0, 50, 50]', 100, null, null)).parts, '{0,50,0,25,25}',
  'by what each has of the fare');
select is((fares.replay_refund(pg_temp.rule(), '[0, 100, 0, 50, 50]', 100, null, '{"insurance": 30}')).from_pots,
  '{20,0,25,25}', 'what became a debt did not leave the pot');
select is((fares.replay_refund(pg_temp.rule(), null, 100, '{"fee": 2, "profit": 98}', null)).parts, '{2,0,0,0,98}',
  'of an older fare it is what went back');
select finish(); rollback;
