begin; select plan(7);
\ir ../fixtures/officials.psql
create function pg_temp.take(p_who text, p_part text, p_subject text default 'payouts.payouts:1') returns text
  language sql as $$ select access.record_four_eyes(pg_temp.id(p_who), p_part, p_subject) $$;
select is(pg_temp.take('ops', 'maker'), 'taken', 'one person is the maker');
select is(pg_temp.take('ops', 'maker'), 'taken', 'a second call changes nothing');
select is(pg_temp.take('ops', 'checker'), 'same_person', 'the maker is not the checker');
select is(pg_temp.take('finance', 'checker'), 'taken', 'another person is');
select is(pg_temp.take('ops2', 'checker'), 'gone', 'a third comes too late');
select is(pg_temp.take('ops', 'checker', 'payouts.payouts:2'), 'taken', 'the maker may check another subject');
select is(pg_temp.changed(), 'access.four_eyes_records', 'nothing else changed');
select finish(); rollback;
