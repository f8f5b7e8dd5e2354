begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(11);
create function pg_temp.again(p_first text, p_second text, p_who text default 'asha') returns ussd.ussd_sessions
  language plpgsql as $$
declare v ussd.ussd_sessions := ussd.answer_pin_new(p_session => pg_temp.crew_screen('pin_new', '{}', p_who),
  p_key => p_first, p_pin => pg_temp.pin(p_first));
begin return ussd.answer_pin_again(p_session => v, p_pin => pg_temp.pin(p_second), p_at => now()); end $$;
select is((pg_temp.again('80264', '80265')).state, 'pin_new', 'not the same: chosen anew');
select is((pg_temp.again('80264', '80265')).context ->> 'hint',
  messaging.say(p_key => 'ussd_pin_differs', p_lang => 'sw', p_args => '{}'), 'and told so');
select is((pg_temp.again('80264', '1')).state, 'pin_new', 'nor is what is no number');
select is((pg_temp.again('73915', '73915')).context ->> 'hint',
  messaging.say(p_key => 'ussd_pin_weak', p_lang => 'sw', p_args => '{}'), 'a colleague''s reads like an easy one');
select is((select count(*) from accounts.crew_pins), 1::bigint, 'nothing was kept');
select is((pg_temp.again('80264', '80264')).state, 'crew_menu', 'the same: in');
select is(pg_temp.verify_pin('80264', 'asha'), 'right', 'and it is hers');
select is((pg_temp.again('80264', '80264', 'sim')).state, 'end', 'nobody sets one by another''s phone');
-- Who chooses number after number would learn a colleague's by being refused it.
select is((select array_agg((pg_temp.again(n::text, n::text)).state order by n)
  from unnest(array[60275, 60276, 60277]) n), array['crew_menu', 'crew_menu', 'crew_menu'],
  'they may think better of it');
select is((select array_agg((pg_temp.again(n::text, n::text)).state order by n) from unnest(array[60278, 73915]) n),
  array['end', 'end'], 'but five in an hour are enough: what comes then is not looked at');
update access.role_grants set valid_to = clock_timestamp();
select is((pg_temp.again('60274', '60274')).state, 'end', 'nor who has left the crew meanwhile');
select finish();
rollback;
