begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.cap(p_cap text) returns bigint language sql as $$
  select accounts.daily_cap_cents(p_session => sha256('ops'), p_cap => p_cap) $$;
insert into config.settings (setting, value) values ('try_cap_cents', '5000'), ('try_cap_new_device_cents', '900');
select is(pg_temp.cap('try_cap'), 900::bigint, 'a new device has the lower cap');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select is(pg_temp.cap('try_cap'), 5000::bigint, 'a known device has the normal cap');
update accounts.sessions set created_at = now() where session_hash = sha256('ops');
update config.settings set value = '7000' where setting = 'try_cap_new_device_cents';
select is(pg_temp.cap('try_cap'), 5000::bigint, 'a new device never has more than a known one');
update config.settings set value = '900' where setting = 'try_cap_new_device_cents';
select is(accounts.daily_cap_cents(p_session => '\x', p_cap => 'try_cap'), 900::bigint,
  'no session that we know, as by USSD, has the cap of a new device');
select is(accounts.daily_cap_cents(p_session => null, p_cap => 'try_cap'), 5000::bigint, 'nobody asks: the normal cap');
select is(pg_temp.cap('no_such'), null::bigint, 'an unknown cap is null');
select finish(); rollback;
