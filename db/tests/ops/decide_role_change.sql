begin; select plan(6);
\ir ../fixtures/officials.psql
create function pg_temp.approve(p_who text, p_change text) returns text language sql as $$
  select ops.decide_role_change(sha256(p_who::bytea), p_change, 'approved') ->> 'outcome' $$;
select pg_temp.propose('ops', 'newcomer') ->> 'change_id' as change,
       pg_temp.propose('ops', 'finance', 'auditor') ->> 'change_id' as own \gset
select is(pg_temp.approve('ops2', :'change'), 'absent', 'operations do not decide');
select is(pg_temp.approve('finance', :'own'), 'same_person', 'nobody decides about themselves');
select is(pg_temp.refused(), 'access.role_changes:' || :'change' || ', access.role_changes:' || :'own',
  'refusals are counted');
select is(pg_temp.approve('finance', :'change'), 'approved', 'finance approves');
select is(pg_temp.holds('newcomer'), 'ops', 'the role is granted');
select is(pg_temp.approve('finance', 'x'), 'absent', 'there is no such proposal');
select finish(); rollback;
