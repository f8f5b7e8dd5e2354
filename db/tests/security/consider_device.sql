begin;
\ir ../fixtures/officials.psql
select plan(3);
select security.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) \g /dev/null
update security.sessions set device_id = (select max(device_id) from security.devices) where session_hash = sha256('owner');
create function pg_temp.told(p_place text) returns jsonb language sql as $$
  select security.consider_device(p_user_id => pg_temp.id('owner'), p_place => p_place, p_session => sha256('ops'), p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.told(security.device_place(p_device_hash => sha256('phone'))) -> 'figures', '{"sessions": 1}', 'what ends with it');
select is(security.forget_device(p_user_id => pg_temp.id('owner'), p_place => security.device_place(p_device_hash => sha256('phone'))), 1, 'and it is as it was said');
select is(pg_temp.told(security.device_place(p_device_hash => sha256('phone'))), null, 'what is forgotten is not there');
select finish();
rollback;
