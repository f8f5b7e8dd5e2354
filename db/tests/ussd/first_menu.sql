begin; select plan(4);
\ir ../fixtures/menu.psql
create function pg_temp.menu(p_session ussd.ussd_sessions default pg_temp.on_screen('new')) returns ussd.ussd_sessions
  language sql as $$ select ussd.first_menu(p_session => p_session, p_at => now()) $$;
select is((pg_temp.menu()).state, 'start', 'a new rider is asked for the door code');
select pg_temp.paid('aaaaa', 'Yaya', 1, 4000) \g /dev/null
select is((pg_temp.menu()).state, 'repeat', 'a known one is offered the last ride');
select is((pg_temp.menu(pg_temp.on_screen('waiting', '{"open": "x"}'))).context - 'last', '{}',
  'the context of an older screen is deleted');
select is((pg_temp.menu()).context -> 'last', ussd.last_ride(p_phone_hash => sha256('sim'), p_at => now()),
  'the context has the last ride');
select finish(); rollback;
