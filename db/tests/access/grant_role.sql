begin;
set constraints all immediate;
select plan(5);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
insert into fleet.owners (name) values ('Test Owner');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;
create function pg_temp.owner() returns bigint language sql as $$ select owner_id from fleet.owners where name
  = 'Test Owner' $$;

select isnt(access.grant_role(pg_temp.person(), 'owner', 'owner', pg_temp.owner()), null, 'a person acts for an owner');
select is(access.grant_role(pg_temp.person(), 'owner', 'owner', pg_temp.owner()),
          (select grant_id from access.role_grants where user_id = pg_temp.person()),
            'granting it again is the same grant');
select throws_ok($$ select access.grant_role(pg_temp.person(), 'king', 'platform', null) $$, 'LFN60', null,
  'a role that is not in the list is refused');
select throws_ok($$ select access.grant_role(pg_temp.person(), 'owner', 'owner', -1) $$, 'LFN60', null,
  'an owner who does not exist is refused');
select is((select count(*)::int from access.role_grants where user_id = pg_temp.person()), 1, 'nothing else changed');
select finish();
rollback;
