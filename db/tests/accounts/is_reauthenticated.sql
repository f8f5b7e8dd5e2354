begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.try(p_given interval, p_device_age interval) returns boolean language plpgsql as $$
begin
  update accounts.sessions set proved_at = now() - p_given, created_at = now() - p_device_age;
  return accounts.is_reauthenticated(p_session => sha256('ops'));
end $$;
select is(pg_temp.try(c.given, c.age), c.expected, c.what)
  from (values (interval '30 seconds', interval '0 hours', true, 'a moment ago, on a new device'),
    ('2 minutes', '0 hours', false, 'two minutes are too long on a new device'),
    ('2 minutes', '25 hours', true, 'but not on a known one'), (null, '25 hours', false, 'without a second factor'),
    ('6 minutes', '25 hours', false, 'six minutes are too long on any device'),
    ('6 minutes', '0 hours', false, 'also on a new one')) as c(given, age, expected, what);
select is(accounts.is_reauthenticated(p_session => sha256('nobody')), false, 'an unknown session has no second factor');
select finish(); rollback;
