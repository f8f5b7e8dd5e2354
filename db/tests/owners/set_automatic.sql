begin; select plan(3);
\ir ../fixtures/vendors.psql
create function pg_temp.set_it(p_owner text, p_state text) returns text language sql as $$
  select owners.set_automatic(sha256('owner'), p_owner, p_state, '500', 'own', sha256('code'), null) ->> 'outcome' $$;
select is(pg_temp.set_it(:'stranger_id', 'off'), 'absent', 'only for themselves');
select pg_temp.send(50000, '07xx..126', 'automatic') \g /dev/null
select is(array[pg_temp.set_it(:'owner_id', 'on'), pg_temp.set_it(:'owner_id', 'on')], array['on', 'code_wrong'],
  'a code switches it on once');
select is(pg_temp.set_it(:'owner_id', 'off'), 'off', 'off needs none');
select * from finish(); rollback;
