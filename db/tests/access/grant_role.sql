begin; select plan(5);
\ir ../fixtures/one_person.psql
insert into fleet.owners (name) values ('Test Owner') returning owner_id \gset
select isnt(pg_temp.grant('owner', 'owner', :owner_id), null, 'a person gets the role of an owner');
select is(pg_temp.grant('owner', 'owner', :owner_id), (select grant_id from access.role_grants
  where user_id = pg_temp.person()), 'a second call returns the same grant');
select throws_ok($$ select pg_temp.grant('king', 'platform', null) $$, 'LFN60', null, 'an unknown role is refused');
select throws_ok($$ select pg_temp.grant('owner', 'owner', -1) $$, 'LFN60', null, 'an unknown owner is refused');
select is((select count(*)::int from access.role_grants where user_id = pg_temp.person()), 1, 'nothing else changed');
select finish(); rollback;
