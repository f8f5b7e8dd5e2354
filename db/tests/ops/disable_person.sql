begin; select plan(10);
\ir ../fixtures/officials.psql
create function pg_temp.disable(p_by text, p_who text) returns text language sql as $$
  select ops.disable_person(sha256(p_by::bytea), coalesce(pg_temp.id(p_who)::text, p_who), 'simu imeibwa')
    ->> 'outcome' $$;
select is(pg_temp.disable('owner', 'stranger'), 'absent', 'an owner disables nobody');
select is(pg_temp.disable('auditor', 'stranger'), 'absent', 'nor does an auditor');
select is(pg_temp.disable('ops', '1; drop'), 'absent', 'there is no such person');
select is(pg_temp.disable('ops', 'ops'), 'oneself', 'nobody disables themselves');
select is(pg_temp.refused(), format('accounts.users:%1$s, accounts.users:%1$s, accounts.users:%2$s',
  pg_temp.id('stranger'), pg_temp.id('ops')), 'refusals are counted');
select is(pg_temp.disable('ops', 'stranger'), 'disabled', 'operations disable a person alone');
select is(pg_temp.disable('finance', 'owner'), 'disabled', 'so does finance');
select is((select actor from audit.changes where action = 'disable_person' order by change_id limit 1),
  'user:' || pg_temp.id('ops'), 'the audit log names who did it');
update accounts.sessions set proved_at = now() - interval '6 minutes';
select throws_ok($$ select pg_temp.disable('ops', 'newcomer') $$, 'LFA86', null, 'later re-authentication is needed');
select is((select count(*) from accounts.users where disabled_at is not null), 2::bigint, 'nobody else is disabled');
select finish(); rollback;
