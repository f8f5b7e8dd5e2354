begin;
\ir ../fixtures/menu.psql
select plan(4);
select is((ussd.first_menu(p_session => pg_temp.on_screen('new'), p_at => now())).state, 'start',
  'a new rider is asked for the door code');
select pg_temp.paid('aaaaa', 'Yaya', 1, 4000) \g /dev/null
select is((ussd.first_menu(p_session => pg_temp.on_screen('new'), p_at => now())).state, 'repeat',
  'a known one is offered the last ride');
select is((ussd.first_menu(p_session => pg_temp.on_screen('waiting', '{"open": "x"}'), p_at => now())).context - 'last',
  '{}', 'of an older screen nothing stays');
select is((ussd.first_menu(p_session => pg_temp.on_screen('new'), p_at => now())).context -> 'last',
  ussd.last_ride(p_phone_hash => sha256('sim'), p_at => now()), 'the ride that is offered is the one that is paid');
select finish();
rollback;
