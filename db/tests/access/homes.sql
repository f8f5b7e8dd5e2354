begin; select plan(6);
\ir ../fixtures/one_person.psql
insert into fleet.owners (name) values ('Test A') returning owner_id \gset
select is(access.homes(p_user_id => pg_temp.person()), '{}', 'without a role there is no page');
select pg_temp.grant('owner', 'owner', :owner_id) \g /dev/null
select is(access.homes(p_user_id => pg_temp.person()), '{owner}', 'an owner has the owner''s pages');
select pg_temp.grant('ops', 'platform', null) \g /dev/null
select is(access.homes(p_user_id => pg_temp.person()), '{ops,owner}', 'a person with both roles has both');
select pg_temp.grant('auditor', 'platform', null) \g /dev/null
update access.role_grants set valid_to = clock_timestamp() where role = 'ops';
select is(access.homes(p_user_id => pg_temp.person()), '{ops,owner}', 'an auditor reads the pages of operations');
update access.role_grants set valid_to = clock_timestamp() where role = 'auditor';
select pg_temp.grant('finance', 'platform', null) \g /dev/null
select is(access.homes(p_user_id => pg_temp.person()), '{ops/finance,owner}', 'finance begins with its figures');
select pg_temp.grant('ops', 'platform', null) \g /dev/null
select is(access.homes(p_user_id => pg_temp.person()), '{ops,owner}', 'but for who is of operations, too');
select finish(); rollback;
