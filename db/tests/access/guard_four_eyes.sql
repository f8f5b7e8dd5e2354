begin; select plan(4);
\ir ../fixtures/officials.psql
select access.record_four_eyes(p_user_id => pg_temp.id('ops'), p_part => 'maker', p_subject => 'x') \g /dev/null
select throws_ok($$ update access.four_eyes_records set user_id = pg_temp.id('ops2') $$, 'LFA80', null,
  'a record refuses update');
select throws_ok($$ delete from access.four_eyes_records $$, 'LFA80', null, 'a record refuses delete');
select throws_ok($$ truncate access.four_eyes_records $$, 'LFA80', null, 'the table refuses truncate');
select throws_ok($$ insert into access.four_eyes_records (subject, part, user_id)
  values ('x', 'checker', pg_temp.id('ops')) $$, '23505', null, 'one person is never maker and checker, even by hand');
select finish(); rollback;
