begin;
\ir ../fixtures/officials.psql
select plan(9);
create function pg_temp.ask(p_who text, p_role text, p_scope text default '', p_from text default '',
  p_to text default '', p_for text default null) returns text language sql as $$
  select ops.propose_grant(p_session => sha256(p_who::bytea),
    p_user_id => coalesce(p_for, pg_temp.id('newcomer')::text), p_role => p_role, p_scope => p_scope,
    p_from => p_from, p_to => p_to, p_reason => 'anaanza kazi') ->> 'outcome' $$;
select is(pg_temp.ask('ops', 'crew', 'KZZ 001A', '2099-01-01', '2099-01-31'), 'proposed', 'a conductor, for a month');
select is((select (valid_from, valid_to)::text from access.role_changes),
  (timestamptz '2099-01-01 00:00+03', timestamptz '2099-02-01 00:00+03')::text,
  'whole market days, the last one included');
select is(pg_temp.ask('ops', 'crew', 'KZZ 777Z'), 'no_scope', 'for a vehicle that is not there: not');
select is(pg_temp.ask('ops', 'auditor', 'KZZ 001A'), 'no_scope',
  'a role for the whole platform is not given for one vehicle, and not for all of it instead');
select is(pg_temp.ask('ops', 'finance', p_to => '2020-01-01'), 'bad_time', 'not for the past');
select throws_ok($$ select pg_temp.ask('ops', 'finance', p_to => '2026-02-30') $$, 'LFV81', null,
  'not until a day that is none');
select is(pg_temp.ask('finance', 'ops'), 'absent', 'finance decides, it does not propose');
select is(pg_temp.ask('owner', 'ops'), 'absent', 'an owner does neither');
select is(pg_temp.ask('ops', 'ops', p_for => 'x'), 'absent', 'nobody of that number');
select finish();
rollback;
