begin;
\ir ../fixtures/officials.psql
select plan(10);
create function pg_temp.disable(p_by text, p_who text, p_why text default 'simu imeibwa') returns text language sql
  as $$
  select ops.disable_person(p_session => sha256(p_by::bytea), p_user_id => coalesce(pg_temp.id(p_who)::text, p_who),
    p_reason => p_why) ->> 'outcome' $$;
select is(pg_temp.disable('owner', 'stranger'), 'absent', 'an owner shuts nobody out');
select is(pg_temp.disable('auditor', 'stranger'), 'absent', 'nor does an auditor');
select is(pg_temp.disable('ops', '1; drop'), 'absent', 'nor anybody whom there isn''t');
select is(pg_temp.disable('ops', 'ops'), 'oneself', 'nor themselves');
select is(pg_temp.refused(), concat_ws(', ', 'accounts.users:' || pg_temp.id('stranger'), 'accounts.users:'
  || pg_temp.id('stranger'),
  'accounts.users:' || pg_temp.id('ops')), 'each try leaves a trace');
select is(pg_temp.disable('ops', 'stranger'), 'disabled', 'an operator does it alone');
select is(pg_temp.disable('finance', 'owner'), 'disabled', 'so does a finance officer');
select is((select actor from audit.changes where action = 'disable_person' order by change_id limit 1), 'user:'
  || pg_temp.id('ops'), 'the audit log says who');
update accounts.sessions set proved_at = now() - interval '6 minutes';
select throws_ok($$ select pg_temp.disable('ops', 'newcomer') $$, 'LFA86', null, 'right after a second step');
select is((select count(*) from accounts.users where disabled_at is not null), 2::bigint, 'and nobody else is out');
select finish();
rollback;
