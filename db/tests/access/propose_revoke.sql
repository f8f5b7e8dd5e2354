begin; select plan(6);
\ir ../fixtures/officials.psql
create function pg_temp.revoke(p_by text, p_who text, p_reason text default 'ameondoka') returns text language sql as $$
  select pg_temp.propose_revoke(p_by, p_who, p_reason) ->> 'outcome' $$;
select is(pg_temp.revoke('ops', 'auditor', ''), 'no_reason', 'a proposal needs a reason');
select is(pg_temp.revoke('ops', 'auditor'), 'proposed', 'operations propose');
select is(pg_temp.holds('auditor'), 'auditor', 'nothing has changed yet');
select is(pg_temp.revoke('ops2', 'auditor'), 'waiting', 'one proposal is open at a time');
select is(pg_temp.revoke('ops', 'ops'), 'same_person', 'nobody proposes about themselves');
update access.role_grants set valid_to = clock_timestamp() where grant_id = pg_temp.grant_of('finance');
select is(pg_temp.revoke('ops', 'finance'), 'gone', 'an ended grant is not revoked');
select finish(); rollback;
