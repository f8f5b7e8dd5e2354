begin; select plan(8);
\ir ../fixtures/officials.psql
create function pg_temp.ask(p_by text, p_who text) returns text language sql as $$
  select ops.propose_enable(sha256(p_by::bytea), coalesce(pg_temp.id(p_who)::text, p_who), 'simu imepatikana')
    ->> 'outcome' $$;
create function pg_temp.page() returns jsonb language sql as $$
  select ops.role_change(sha256('finance'), (select max(change_id)::text from access.role_changes)) $$;
select accounts.disable_person(pg_temp.id('ops'), pg_temp.id('stranger'), 'simu imeibwa') \g /dev/null
select is(pg_temp.ask('finance', 'stranger'), 'absent', 'finance does not propose');
select is(pg_temp.ask('ops', '-1'), 'absent', 'there is no such person');
select throws_ok($$ select pg_temp.ask('stranger', 'stranger') $$, 'LFA60', null, 'a disabled person can''t ask');
select is(pg_temp.ask('ops', 'stranger'), 'proposed', 'operations propose');
select is(pg_temp.page() #>> '{person,disabled_why}', 'simu imeibwa', 'the checker reads the reason for disabling');
select isnt((select disabled_at from accounts.users where user_id = pg_temp.id('stranger')), null, 'nothing changed');
select is(pg_temp.page() ->> 'maker_disabled', 'false', 'the maker is not disabled');
select accounts.disable_person(pg_temp.id('ops2'), pg_temp.id('ops'), 'simu imeibwa') \g /dev/null
select is(pg_temp.page() ->> 'maker_disabled', 'true', 'a disabled maker is marked');
select finish(); rollback;
