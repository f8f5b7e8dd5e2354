begin;
\ir ../fixtures/officials.psql
select plan(8);
create function pg_temp.ask(p_by text, p_who text) returns text language sql as $$
  select ops.propose_enable(p_session => sha256(p_by::bytea), p_user_id => coalesce(pg_temp.id(p_who)::text, p_who),
    p_reason => 'simu imepatikana') ->> 'outcome' $$;
select accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('stranger'),
  p_reason => 'simu imeibwa') \g /dev/null
select is(pg_temp.ask('finance', 'stranger'), 'absent', 'who decides does not propose');
select is(pg_temp.ask('ops', '-1'), 'absent', 'nobody of that number');
select throws_ok($$ select pg_temp.ask('stranger', 'stranger') $$, 'LFA60', null, 'who is out can''t ask');
select is(pg_temp.ask('ops', 'stranger'), 'proposed', 'an operator asks');
select is(ops.role_change(p_session => sha256('finance'),
  p_change_id => (select max(change_id)::text from access.role_changes)) #>> '{person,disabled_why}',
  'simu imeibwa', 'whoever decides reads why it was');
select isnt((select disabled_at from accounts.users where user_id = pg_temp.id('stranger')), null,
  'and nothing has changed');
create function pg_temp.maker_out() returns text language sql as $$
  select ops.role_change(p_session => sha256('finance'),
    p_change_id => (select max(change_id)::text from access.role_changes)) ->> 'maker_disabled' $$;
select is(pg_temp.maker_out(), 'false', 'nor is anything said of the maker');
select accounts.disable_person(p_by => pg_temp.id('ops2'), p_user_id => pg_temp.id('ops'),
  p_reason => 'simu imeibwa') \g /dev/null
select is(pg_temp.maker_out(), 'true', 'unless the maker is out as well');
select finish();
rollback;
