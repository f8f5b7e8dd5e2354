begin; select plan(5);
\ir ../fixtures/gates.psql
create function pg_temp.receivers() returns text language sql as $$
  select string_agg(u.phone_last3, ' ' order by u.phone_last3)
    from messaging.alarm_receivers(p_at => clock_timestamp()) r join accounts.users u using (user_id) $$;
select access.grant_role(:maker, 'ops', 'platform', null), access.grant_role(:checker, 'finance', 'platform', null)
  \g /dev/null
select is(pg_temp.receivers(), '111', 'nobody is on call: everybody of operations');
insert into messaging.on_call_staff (user_id) values (:checker);
select is(pg_temp.receivers(), '222', 'who is on call');
update accounts.users set disabled_at = now() where user_id = :checker;
select is(pg_temp.receivers(), '111', 'a disabled person is not');
update accounts.users set disabled_at = null;
update access.role_grants set valid_to = clock_timestamp() where role = 'finance';
select is(pg_temp.receivers(), '111', 'nor one who is no staff any more');
update access.role_grants set valid_to = clock_timestamp() where role = 'ops';
select is(pg_temp.receivers(), null, 'no staff, nobody');
select finish(); rollback;
