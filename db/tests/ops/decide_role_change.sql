begin;
\ir ../fixtures/officials.psql
select plan(6);
create function pg_temp.answer(p_who text, p_change text) returns text language sql as $$
  select ops.decide_role_change(p_session => sha256(p_who::bytea), p_change_id => p_change,
    p_decision => 'approved') ->> 'outcome' $$;
select (pg_temp.propose('ops', 'newcomer') ->> 'change_id') as change,
  (pg_temp.propose('ops', 'finance', 'auditor') ->> 'change_id') as own \gset
select is(pg_temp.answer('ops2', :'change'), 'absent', 'operators propose, they don''t decide');
select is(pg_temp.answer('finance', :'own'), 'same_person', 'not about oneself');
select is(pg_temp.refused(), 'access.role_changes:' || :'change' || ', access.role_changes:' || :'own',
  'trying leaves a trace');
select is(pg_temp.answer('finance', :'change'), 'approved', 'a finance officer agrees');
select is(pg_temp.holds('newcomer'), 'ops', 'and now it is so');
select is(pg_temp.answer('finance', 'x'), 'absent', 'no such proposal');
select finish();
rollback;
