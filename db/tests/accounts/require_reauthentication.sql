begin;
select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.try(p_proved interval, p_age interval, p_session text default 'ops') returns text
  language plpgsql as $$
begin
  update accounts.sessions set proved_at = now() - p_proved, created_at = now() - p_age
   where session_hash = sha256('ops');
  perform accounts.require_reauthentication(p_session => sha256(p_session::bytea));
  return 'fresh';
exception when sqlstate 'LFA86' then return sqlstate;
end $$;
select is(pg_temp.try(c.proved, c.age), c.expected, c.what) from (values (interval '0 seconds', interval '0 hours',
  'fresh', 'a second factor of this moment is fresh'), ('6 minutes', '0 hours', 'LFA86', 'after six minutes it is not'),
  (null, '0 hours', 'LFA86', 'nor without any'), ('2 minutes', '0 hours', 'LFA86',
  'on a new device two minutes are too long'), ('2 minutes', '25 hours', 'fresh', 'on a known device they are not'),
  ('6 minutes', '25 hours', 'LFA86', 'but six minutes are')) as c(proved, age, expected, what);
select is(pg_temp.try('0 seconds', '0 hours', 'nobody'), 'LFA86', 'an unknown session is refused');
select finish();
rollback;
