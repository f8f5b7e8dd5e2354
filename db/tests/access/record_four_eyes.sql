begin;
\ir ../fixtures/officials.psql
select plan(7);
create function pg_temp.take(p_who text, p_part text, p_subject text default 'payouts.payouts:1') returns text
  language sql as $$
  select access.record_four_eyes(p_user_id => pg_temp.id(p_who), p_part => p_part, p_subject => p_subject) $$;
select is(pg_temp.take('ops', 'maker'), 'taken', 'one makes');
select is(pg_temp.take('ops', 'maker'), 'taken', 'and still is the maker when asked again');
select is(pg_temp.take('ops', 'checker'), 'same_person', 'but does not check it');
select is(pg_temp.take('finance', 'checker'), 'taken', 'another one does');
select is(pg_temp.take('ops2', 'checker'), 'gone', 'a third comes too late');
select is(pg_temp.take('ops', 'checker', 'payouts.payouts:2'), 'taken', 'on another subject the maker may check');
select is(pg_temp.changed(), 'access.four_eyes_records', 'nothing else changed');
select finish();
rollback;
