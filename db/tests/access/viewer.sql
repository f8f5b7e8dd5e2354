begin; select plan(3);
\ir ../fixtures/one_person.psql
insert into fleet.owners (name) values ('Test A') returning owner_id \gset
select is(access.viewer(p_user_id => pg_temp.person()) ->> 'homes', '[]', 'without a role there are no pages');
select pg_temp.grant('owner', 'owner', :owner_id) \g /dev/null
select is(access.viewer(p_user_id => pg_temp.person()) - '{name_sealed,last3,may}'::text[],
  '{"homes": ["owner"], "scopes": ["Test A"]}', 'an owner''s pages say whose they are');
select ok(access.viewer(p_user_id => pg_temp.person()) -> 'may' ? 'owners.home', 'and what they may call');
select finish(); rollback;
