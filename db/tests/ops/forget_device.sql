begin; select plan(7);
\ir ../fixtures/officials.psql
create function pg_temp.forget(p_by text, p_who text, p_device text default 'phone') returns text language sql as $$
  select ops.forget_device(sha256(p_by::bytea), pg_temp.id(p_who)::text,
    accounts.device_key(p_device_hash => sha256(p_device::bytea))) ->> 'outcome' $$;
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256(d::bytea))
  from unnest(array['phone', 'desk']) d \g /dev/null
select is(pg_temp.forget('owner', 'owner'), 'absent', 'an owner may not call this');
select is(pg_temp.forget('auditor', 'owner'), 'absent', 'nor may an auditor');
select is(pg_temp.forget('ops', 'stranger'), 'absent', 'another person has no such device');
select is(pg_temp.forget('ops', 'owner'), 'forgotten', 'operations forget a device');
select is(pg_temp.forget('ops', 'owner'), 'absent', 'once');
update accounts.sessions set proved_at = now() - interval '6 minutes';
select throws_ok($$ select pg_temp.forget('finance', 'owner', 'desk') $$, 'LFA86', null, 'later it is needed again');
select is((select count(*) from accounts.devices), 1::bigint, 'the other device stays');
select finish(); rollback;
