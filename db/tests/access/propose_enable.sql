begin; select plan(12);
\ir ../fixtures/officials.psql
create function pg_temp.ask(p_by text, p_who text, p_why text default 'simu imepatikana') returns jsonb language sql
  as $$ select access.propose_enable(pg_temp.id(p_by), pg_temp.id(p_who), p_why) $$;
select is(pg_temp.ask('ops', 'owner') ->> 'outcome', 'not_disabled', 'a person who is not disabled is not enabled');
select accounts.disable_person(pg_temp.id('finance'), pg_temp.id('owner'), 'simu imeibwa') \g /dev/null
select is(pg_temp.ask('owner', 'owner') ->> 'outcome', 'same_person', 'nobody proposes for themselves');
select is(pg_temp.ask('ops', 'owner', 'x') ->> 'outcome', 'no_reason', 'a proposal needs a reason');
select pg_temp.ask('ops', 'owner') as change \gset
select is(:'change'::jsonb ->> 'outcome', 'proposed', 'operations propose');
select isnt((select disabled_at from accounts.users where user_id = pg_temp.id('owner')), null, 'nothing has changed');
select is(pg_temp.ask('ops2', 'owner') ->> 'outcome', 'waiting', 'one proposal is open at a time');
select is(pg_temp.decide('ops', :'change'), 'same_person', 'the maker does not decide');
select is(pg_temp.decide('owner', :'change'), 'same_person', 'whom it concerns does not decide');
select is(pg_temp.decide('finance', :'change'), 'approved', 'another person approves');
select is((select disabled_at from accounts.users where user_id = pg_temp.id('owner')), null, 'the person is enabled');
select is((select count(*) from access.role_grants where user_id = pg_temp.id('owner')), 1::bigint,
  'with the roles held before, and nothing more');
select accounts.disable_person(pg_temp.id('finance'), pg_temp.id('owner'), 'ameacha kazi') \g /dev/null
update accounts.users set phone_sealed = '' where user_id = pg_temp.id('owner');
select is(pg_temp.ask('ops', 'owner') ->> 'outcome', 'not_disabled', 'an erased person is not enabled');
select finish(); rollback;
