begin;
\ir ../fixtures/officials.psql
select plan(3);
create function pg_temp.ask(p_who text, p_grant text) returns text language sql as $$
  select ops.propose_revoke(p_session => sha256(p_who::bytea), p_grant_id => p_grant, p_reason => 'ameondoka') ->> 'outcome' $$;
select is(pg_temp.ask('ops', pg_temp.grant_of('auditor')::text), 'proposed', 'an operator proposes');
select is(pg_temp.ask('finance', pg_temp.grant_of('auditor')::text), 'absent', 'finance decides');
select is(pg_temp.ask('ops', '-1'), 'absent', 'no such grant');
select finish();
rollback;
