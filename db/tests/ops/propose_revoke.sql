begin;
\ir ../fixtures/officials.psql
select plan(4);
create function pg_temp.ask(p_by text, p_grant text, p_who text default 'auditor') returns text language sql as $$
  select ops.propose_revoke(p_session => sha256(p_by::bytea), p_user_id => pg_temp.id(p_who)::text,
    p_grant_id => p_grant, p_reason => 'ameondoka') ->> 'outcome' $$;
select is(pg_temp.ask('ops', pg_temp.grant_of('auditor')::text), 'proposed', 'an operator proposes');
select is(pg_temp.ask('finance', pg_temp.grant_of('auditor')::text), 'absent', 'finance decides');
select is(pg_temp.ask('ops', '-1'), 'absent', 'no such grant');
select is(pg_temp.ask('ops', pg_temp.grant_of('auditor')::text, 'owner'), 'absent', 'nor that of somebody else');
select finish();
rollback;
