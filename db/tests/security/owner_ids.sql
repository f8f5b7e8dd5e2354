begin;
set constraints all immediate;
select plan(3);
insert into security.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
insert into fleet.owners (name) values ('Test A'), ('Test B'), ('Test C');
create function pg_temp.person() returns bigint language sql as $$ select user_id from security.users where phone_hash = sha256('0700') $$;
create function pg_temp.owner(p_name text) returns bigint language sql as $$ select owner_id from fleet.owners where name = p_name $$;

select is(security.owner_ids(p_user_id => pg_temp.person()), '{}', 'nobody granted anything: no owner');
select security.grant_role(pg_temp.person(), 'owner', 'owner', pg_temp.owner('Test A'));
insert into security.role_grants (user_id, role, scope_kind, scope_id, valid_from, valid_to)
values (pg_temp.person(), 'owner', 'owner', pg_temp.owner('Test B'), now() - interval '2 days', now() - interval '1 day'),
       (pg_temp.person(), 'owner', 'owner', pg_temp.owner('Test C'), now() + interval '1 day', null);
select is(security.owner_ids(p_user_id => pg_temp.person()), array[pg_temp.owner('Test A')],
  'only what is granted now: not what ended, not what is yet to come');
select is(security.owner_ids(p_user_id => -1), '{}', 'nobody has nothing');
select finish();
rollback;
