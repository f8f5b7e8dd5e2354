begin; select plan(10);
\ir ../fixtures/person.psql
-- Guesses in unknown browsers: how many at one code, and how long ago the last one was.
create function pg_temp.spent(p_tries int[], p_ago interval[], p_purpose text default 'reset_password') returns boolean
language plpgsql as $$
begin
  delete from accounts.one_time_codes;
  insert into accounts.one_time_codes (user_id, purpose, code_hash, tries, tried_at, expires_at)
  select pg_temp.person(), 'reset_password', sha256('1'), t.tries, clock_timestamp() - t.ago, now()
    from unnest(p_tries, p_ago) t(tries, ago);
  return accounts.are_guesses_spent(p_user_id => pg_temp.person(), p_purpose => p_purpose, p_device_id => null);
end $$;
select is(pg_temp.spent(c.tries, c.ago::interval[]), c.spent, c.what) from (values
  ('{4}'::int[], '{0 min}', false, 'four wrong ones leave a guess'), ('{5}', '{14 min}', true,
    'five pause the purpose for 15 minutes, however old their code is'),
  ('{5}', '{16 min}', false, 'and no longer'),
  ('{4,1}', '{28 min,14 min}', true, 'the pause counts from the fifth, and from guesses within 15 minutes of it'),
  ('{4,1}', '{30 min,14 min}', false, 'four of half an hour ago and one are not five'),
  ('{5,4}', '{23 hours,1 hour}', false, 'nine in a day leave one'),
  ('{5,5}', '{23 hours,1 hour}', true, 'ten in a day are the end of that day'),
  ('{5,5}', '{25 hours,1 hour}', false, 'a day later there are new ones')) as c(tries, ago, spent, what);
select is(pg_temp.spent('{10}', '{0 min}', 'second_factor'), false, 'each purpose is counted apart');
insert into accounts.devices (user_id, device_hash) values (pg_temp.person(), sha256('mine')) returning device_id \gset
select is(accounts.are_guesses_spent(pg_temp.person(), 'reset_password', :device_id), false,
  'a known browser has its own guesses');
select finish(); rollback;
