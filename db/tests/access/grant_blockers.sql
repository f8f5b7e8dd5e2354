begin; select plan(6);
create function pg_temp.blockers(p_from interval, p_to interval, p_reason text default 'anaanza kazi') returns text
  language sql as $$ select access.grant_blockers(now() + p_from, now() + p_to, p_reason) $$;
select is(pg_temp.blockers(null, null), null, 'a grant from now on with a reason has no blocker');
select is(pg_temp.blockers('1 day', '2 days'), null, 'nor has one for a time to come');
select results_eq($$ select pg_temp.blockers(null, null, r) from unnest(array[null, '', '  a ', 'ab',
  repeat('a', 201)]) r $$,
  $$ select 'no_reason' from generate_series(1, 5) $$, 'a reason has 3 to 200 letters');
select is(pg_temp.blockers(null, '0'), 'bad_time', 'a grant may not end in the past');
select is(pg_temp.blockers('2 days', '1 day'), 'bad_time', 'a grant may not end before it begins');
select is(pg_temp.blockers('1 day', '1 day'), 'bad_time', 'nor as it begins');
select finish(); rollback;
