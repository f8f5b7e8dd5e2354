begin;
\ir ../fixtures/officials.psql
select plan(6);
create function pg_temp.revoke(p_by text, p_who text, p_reason text default 'ameondoka') returns text language sql as $$
  select access.propose_revoke(p_made_by => pg_temp.id(p_by), p_grant_id => pg_temp.grant_of(p_who),
    p_reason => p_reason) ->> 'outcome' $$;
select is(pg_temp.revoke('ops', 'auditor', ''), 'no_reason', 'a reason is given');
select is(pg_temp.revoke('ops', 'auditor'), 'proposed', 'an operator proposes');
select is(pg_temp.holds('auditor'), 'auditor', 'and nothing has changed yet');
select is(pg_temp.revoke('ops2', 'auditor'), 'waiting', 'the same again waits already');
select is(pg_temp.revoke('ops', 'ops'), 'same_person', 'nobody proposes about themselves');
update access.role_grants set valid_to = clock_timestamp() where grant_id = pg_temp.grant_of('finance');
select is(pg_temp.revoke('ops', 'finance'), 'gone', 'what has ended needs no end');
select finish();
rollback;
