begin; select plan(11);
\ir ../fixtures/crew.psql
create function pg_temp.repeat_pin(p_first text, p_second text, p_who text default 'asha') returns ussd.ussd_sessions
  language plpgsql as $$
declare v ussd.ussd_sessions := ussd.answer_pin_new(p_session => pg_temp.crew_screen('pin_new', '{}', p_who),
  p_key => p_first, p_pin => pg_temp.pin(p_first));
begin return ussd.answer_pin_again(p_session => v, p_pin => pg_temp.pin(p_second), p_at => now()); end $$;
create function pg_temp.states(p_pins int[]) returns text[] language sql as $$
  select array_agg((pg_temp.repeat_pin(n::text, n::text)).state order by n) from unnest(p_pins) n $$;
select is((pg_temp.repeat_pin('80264', '80265')).state, 'pin_new', 'two different PINs: chosen again');
select is((pg_temp.repeat_pin('80264', '80265')).context ->> 'hint', pg_temp.text('ussd_pin_differs'), 'with a hint');
select is((pg_temp.repeat_pin('80264', '1')).state, 'pin_new', 'the second is no PIN');
select is((pg_temp.repeat_pin('73915', '73915')).context ->> 'hint', pg_temp.text('ussd_pin_weak'),
  'a colleague''s PIN gets the same answer as an easy one');
select is((select count(*) from accounts.crew_pins), 1::bigint, 'nothing was stored');
select is((pg_temp.repeat_pin('80264', '80264')).state, 'crew_menu', 'twice the same: signed in');
select is(pg_temp.verify_pin('80264', 'asha'), 'right', 'with the new PIN');
select is((pg_temp.repeat_pin('80264', '80264', 'sim')).state, 'end', 'nobody sets one from another phone');
select is(pg_temp.states(array[60275, 60276, 60277]), array['crew_menu', 'crew_menu', 'crew_menu'], 'it may change');
select is(pg_temp.states(array[60278, 73915]), array['end', 'end'],
  'but only five times an hour: then nobody learns whether a PIN is a colleague''s');
update access.role_grants set valid_to = clock_timestamp();
select is((pg_temp.repeat_pin('60274', '60274')).state, 'end', 'someone who has left the crew sets none');
select finish(); rollback;
