begin; select plan(6);
\ir ../fixtures/one_person.psql
insert into fleet.owners (name) values ('Test A') returning owner_id \gset
insert into fleet.owners (name) values ('Test B') returning owner_id as b \gset
create function pg_temp.held() returns text[] language sql as $$
  select array_agg(distinct s order by s) from access.permissions_in_force(p_user_id => pg_temp.person()) n
   cross join concat_ws(' ', n.role, n.scope_kind, n.scope_id) s $$;
select is(pg_temp.held(), array['person self ' || pg_temp.person()], 'without a grant a person is a person');
select pg_temp.grant('owner', 'owner', :owner_id) \g /dev/null
insert into access.role_grants (user_id, role, scope_kind, scope_id, valid_from, valid_to)
values (pg_temp.person(), 'owner', 'owner', :b, now() - interval '2 days', now() - interval '1 day'),
       (pg_temp.person(), 'owner', 'owner', :b, now() + interval '1 day', null);
select is(pg_temp.held(), array['owner owner ' || :owner_id, 'person self ' || pg_temp.person()],
  'only a grant in force counts, no past and no future one');
select throws_ok($$ insert into access.role_grants (user_id, role, scope_kind)
  values (pg_temp.person(), 'owner', 'platform') $$, '23503', null, 'a role is held only in its kind of scope');
select throws_ok($$ insert into access.role_grants (user_id, role, scope_kind)
  values (pg_temp.person(), 'person', 'self') $$, null, null, 'the role person can''t be granted');
update accounts.users set disabled_at = now() where user_id = pg_temp.person();
select is(pg_temp.held(), null, 'a disabled person may do nothing');
update accounts.users set disabled_at = null where user_id = pg_temp.person();
delete from access.permissions;
select is(pg_temp.held(), null, 'without the table of permissions nobody may do anything');
select finish(); rollback;
