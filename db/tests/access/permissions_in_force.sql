begin;
set constraints all immediate;
select plan(6);
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('0700'), '\x01', '126');
insert into fleet.owners (name) values ('Test A'), ('Test B'), ('Test C');
create function pg_temp.person() returns bigint language sql as $$ select user_id from accounts.users where phone_hash
  = sha256('0700') $$;
create function pg_temp.owner(p_name text) returns bigint language sql as $$ select owner_id from fleet.owners
  where name = p_name $$;
create function pg_temp.held() returns text[] language sql as $$
  select array_agg(distinct concat_ws(' ', n.role, n.scope_kind, n.scope_id)
    order by concat_ws(' ', n.role, n.scope_kind, n.scope_id))
    from access.permissions_in_force(p_user_id => pg_temp.person()) n $$;

select is(pg_temp.held(), array['person self ' || pg_temp.person()], 'nobody granted anything: a person is a person');
select access.grant_role(pg_temp.person(), 'owner', 'owner', pg_temp.owner('Test A'));
insert into access.role_grants (user_id, role, scope_kind, scope_id, valid_from, valid_to)
values (pg_temp.person(), 'owner', 'owner', pg_temp.owner('Test B'), now() - interval '2 days',
  now() - interval '1 day'),
       (pg_temp.person(), 'owner', 'owner', pg_temp.owner('Test C'), now() + interval '1 day', null);
select is(pg_temp.held(), array['owner owner ' || pg_temp.owner('Test A'), 'person self ' || pg_temp.person()],
  'only what is granted now: not what ended, not what is yet to come');
select throws_ok($$ insert into access.role_grants (user_id, role, scope_kind)
  values (pg_temp.person(), 'owner', 'platform') $$, '23503', null,
  'nobody owns the platform: a role is held where it belongs');
select throws_ok($$ insert into access.role_grants (user_id, role, scope_kind)
  values (pg_temp.person(), 'person', 'self') $$, null, null,
  'to be a person needs no grant, and can''t be granted');
update accounts.users set disabled_at = now() where user_id = pg_temp.person();
select is(pg_temp.held(), null, 'who is disabled may do nothing, not even over themselves');
update accounts.users set disabled_at = null where user_id = pg_temp.person();
delete from access.permissions;
select is(pg_temp.held(), null, 'without the table of permissions nobody may do anything');
select finish();
rollback;
