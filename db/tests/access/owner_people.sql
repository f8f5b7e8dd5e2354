begin; select plan(3);
\ir ../fixtures/signed_in.psql
create function pg_temp.people(p_owner bigint) returns bigint[] language sql as $$
  select array_agg(user_id) from access.owner_people(p_owner_id => p_owner) $$;
select is(pg_temp.people(:owner_id), array[pg_temp.id('owner')], 'whoever acts for an owner');
update accounts.users set disabled_at = now(), disabled_by = pg_temp.id('ops'), disabled_why = 'stolen phone'
 where user_id = pg_temp.id('owner');
select is(pg_temp.people(:owner_id), null, 'not while they are disabled');
select is(pg_temp.people(null), null, 'nobody for no owner');
select finish(); rollback;
