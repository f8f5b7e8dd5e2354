begin;
set constraints all immediate;
select plan(4);
\ir ../fixtures/signed_in.psql
insert into config.settings (setting, value) values ('try_cap_cents', '5000'), ('try_cap_new_device_cents', '900');
select is(accounts.daily_cap_cents(p_session => sha256('ops'), p_cap => 'try_cap'), 900::bigint,
  'from a new device the smaller cap');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select is(accounts.daily_cap_cents(p_session => sha256('ops'), p_cap => 'try_cap'), 5000::bigint,
  'from a known one the other');
update accounts.sessions set created_at = now() where session_hash = sha256('ops');
update config.settings set value = '7000' where setting = 'try_cap_new_device_cents';
select is(accounts.daily_cap_cents(p_session => sha256('ops'), p_cap => 'try_cap'), 5000::bigint,
  'a new device never gets more');
select is(accounts.daily_cap_cents(p_session => sha256('ops'), p_cap => 'no_such'), null::bigint,
  'no cap of that name');
select finish();
rollback;
