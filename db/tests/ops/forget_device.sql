begin;
\ir ../fixtures/officials.psql
select plan(7);
create function pg_temp.forget(p_by text, p_who text, p_device text) returns text language sql as $$
  select ops.forget_device(p_session => sha256(p_by::bytea), p_user_id => pg_temp.id(p_who)::text,
                           p_place => accounts.device_key(p_device_hash => sha256(p_device::bytea))) ->> 'outcome' $$;
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256(d::bytea))
  from unnest(array['phone', 'desk']) d \g /dev/null
select is(pg_temp.forget('owner', 'owner', 'phone'), 'absent', 'not through this door');
select is(pg_temp.forget('auditor', 'owner', 'phone'), 'absent', 'nor by who only looks');
select is(pg_temp.forget('ops', 'stranger', 'phone'), 'absent', 'nor of another person');
select is(pg_temp.forget('ops', 'owner', 'phone'), 'forgotten', 'an operator forgets it');
select is(pg_temp.forget('ops', 'owner', 'phone'), 'absent', 'once');
update accounts.sessions set proved_at = now() - interval '6 minutes';
select throws_ok($$ select pg_temp.forget('finance', 'owner', 'desk') $$, 'LFA86', null,
  'and right after a second step');
select is((select count(*) from accounts.devices), 1::bigint, 'the other device stays');
select finish();
rollback;
