begin;
select plan(5);
select is(access.grant_blockers(p_valid_from => null, p_valid_to => null, p_reason => 'anaanza kazi'), null,
  'from now on, with a reason');
select is(access.grant_blockers(p_valid_from => now() + interval '1 day', p_valid_to => now() + interval '2 days',
  p_reason => 'anaanza kazi'), null, 'for a while to come');
select results_eq($$ select access.grant_blockers(p_valid_from => null, p_valid_to => null, p_reason => r)
  from unnest(array[null, '', '  a ', repeat('a', 201)]) r $$,
  $$ select 'no_reason' from generate_series(1, 4) $$, 'no reason, too short or too long a one');
select is(access.grant_blockers(p_valid_from => null, p_valid_to => now(), p_reason => 'anaanza kazi'), 'bad_time',
  'what is over');
select is(access.grant_blockers(p_valid_from => now() + interval '2 days', p_valid_to => now() + interval '1 day',
  p_reason => 'anaanza kazi'), 'bad_time', 'what ends before it begins');
select finish();
rollback;
