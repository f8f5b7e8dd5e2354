begin;
\ir ../fixtures/officials.psql
select plan(4);
select security.take_duty(p_user_id => pg_temp.id('ops'), p_duty => 'maker', p_subject => 'x') \g /dev/null
select throws_ok($$ update security.duties set user_id = pg_temp.id('ops2') $$, 'LFA80', null,
  'a duty is not handed over');
select throws_ok($$ delete from security.duties $$, 'LFA80', null, 'nor given back');
select throws_ok($$ truncate security.duties $$, 'LFA80', null, 'nor forgotten');
select throws_ok($$ insert into security.duties (subject, duty, user_id) values ('x', 'checker', pg_temp.id('ops')) $$,
  '23505', null, 'by hand, too, maker and checker are two people');
select finish();
rollback;
