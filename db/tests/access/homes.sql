begin;
set constraints all immediate;
select plan(4);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
insert into fleet.owners (name) values ('Test A');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;

select is(access.homes(p_user_id => pg_temp.person()), '{}', 'without a role there is no page');
select access.grant_role(pg_temp.person(), 'owner', 'owner', (select owner_id from fleet.owners where name = 'Test A'));
select is(access.homes(p_user_id => pg_temp.person()), '{owner}', 'an owner has the owner''s pages');
select access.grant_role(pg_temp.person(), 'ops', 'platform', null);
select is(access.homes(p_user_id => pg_temp.person()), '{ops,owner}', 'who is both has both');
select access.grant_role(pg_temp.person(), 'auditor', 'platform', null);
update access.role_grants set valid_to = clock_timestamp() where role = 'ops';
select is(access.homes(p_user_id => pg_temp.person()), '{ops,owner}', 'an auditor reads the operators'' pages');
select finish();
rollback;
