begin; select plan(4);
\ir ../fixtures/officials.psql
create function pg_temp.ask(p_by text, p_grant text, p_who text default 'auditor') returns text language sql as $$
  select ops.propose_revoke(sha256(p_by::bytea), pg_temp.id(p_who)::text, p_grant, 'ameondoka') ->> 'outcome' $$;
select is(pg_temp.ask('ops', pg_temp.grant_of('auditor')::text), 'proposed', 'operations propose');
select is(pg_temp.ask('finance', pg_temp.grant_of('auditor')::text), 'absent', 'finance does not');
select is(pg_temp.ask('ops', '-1'), 'absent', 'there is no such grant');
select is(pg_temp.ask('ops', pg_temp.grant_of('auditor')::text, 'owner'), 'absent', 'the grant is another person''s');
select finish(); rollback;
