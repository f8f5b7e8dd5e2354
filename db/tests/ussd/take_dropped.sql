begin;
\ir ../fixtures/menu.psql
select plan(11);
create function pg_temp.dropped() returns text language sql as $$
  select session_id from ussd.take_dropped(p_session => pg_temp.on_screen('new'), p_at => now()) $$;
-- The id that is taken over after the session s1 was dropped so long ago, at prices so old, on this screen.
create function pg_temp.dropped(p_ago interval, p_quoted_ago interval, p_state text) returns text language plpgsql as $$
begin
  update ussd.ussd_sessions set ended_at = now(), end_status = 'Failed', last_at = now() - p_ago, state = p_state,
         context = context || jsonb_build_object('quoted_at', now() - p_quoted_ago) where session_id = 's1';
  return pg_temp.dropped();
end $$;
select is(pg_temp.dropped(), null, 'a SIM without a session has none to resume');
select pg_temp.dial('4628', 's1') \g /dev/null
update ussd.ussd_sessions set last_at = now() - interval '299 seconds',
  context = context || jsonb_build_object('quoted_at', now() - interval '299 seconds');
select is(pg_temp.dropped(), 's1', 'a session dropped within five minutes is taken over');
select is((select end_status from ussd.ussd_sessions where session_id = 's1'), 'resumed', 'and marked');
select is(pg_temp.dropped(), null, 'and taken over once');
select is(pg_temp.dropped('0', '0', 'seats'), 's1', 'also when the gateway said that it failed');
select is(pg_temp.dropped('301 seconds', '301 seconds', 'seats'), null, 'after five minutes it is too late');
select is(pg_temp.dropped('0', '301 seconds', 'seats'), null, 'a price is held no longer, even if resumed');
select is(pg_temp.dropped('0', '0', 'start'), null, 'on the first screen there is nothing to resume');
select is(pg_temp.dropped('0', '0', 'end'), null, 'a session at its end was not dropped');
update ussd.ussd_sessions set state = 'seats', end_status = 'Failed' where session_id = 's1';
select pg_temp.dial('00', 's2') \g /dev/null
select is(pg_temp.dropped(), null, 'a newer session that was left ends the older one');
select pg_temp.dial('4628', 's3', 'other') \g /dev/null
select is(pg_temp.dropped(), null, 'another SIM''s session is not taken over');
select finish();
rollback;
