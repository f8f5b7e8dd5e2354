begin;
\ir ../fixtures/officials.psql
select plan(11);
create function pg_temp.ask(p_by text, p_who text, p_why text default 'simu imepatikana') returns jsonb language sql
  as $$
  select access.propose_enable(p_made_by => pg_temp.id(p_by), p_user_id => pg_temp.id(p_who), p_reason => p_why) $$;
select is(pg_temp.ask('ops', 'owner') ->> 'outcome', 'not_disabled', 'who is not out is not let in');
select accounts.disable_person(p_by => pg_temp.id('finance'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imeibwa') \g /dev/null
select is(pg_temp.ask('owner', 'owner') ->> 'outcome', 'same_person', 'nobody asks for themselves');
select is(pg_temp.ask('ops', 'owner', 'x') ->> 'outcome', 'no_reason', 'nor without a reason');
select pg_temp.ask('ops', 'owner') as change \gset
select is(:'change'::jsonb ->> 'outcome', 'proposed', 'one asks');
select isnt((select disabled_at from accounts.users where user_id = pg_temp.id('owner')), null,
  'and nothing has changed');
select is(pg_temp.ask('ops2', 'owner') ->> 'outcome', 'waiting', 'while it waits it is the one');
select is(pg_temp.decide('ops', :'change'), 'same_person', 'the maker does not decide');
select is(pg_temp.decide('owner', :'change'), 'same_person', 'nor does whom it concerns');
select is(pg_temp.decide('finance', :'change'), 'approved', 'another one does');
select is((select disabled_at from accounts.users where user_id = pg_temp.id('owner')), null, 'and they are in');
select is((select count(*) from access.role_grants where user_id = pg_temp.id('owner')), 1::bigint,
  'with what they held, and nothing more');
select finish();
rollback;
