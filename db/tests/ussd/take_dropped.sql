begin;
\ir ../fixtures/menu.psql
select plan(11);
create function pg_temp.dropped() returns text language sql as $$
  select session_id from ussd.take_dropped(p_session => pg_temp.on_screen('new'), p_at => now()) $$;
select is(pg_temp.dropped(), null, 'a SIM without a session has none to resume');
select pg_temp.dial('4628', 's1') \g /dev/null
update ussd.ussd_sessions set last_at = now() - interval '299 seconds', context = context
  || jsonb_build_object('quoted_at', now() - interval '299 seconds');
select is(pg_temp.dropped(), 's1', 'a session dropped within five minutes');
select is((select end_status from ussd.ussd_sessions where session_id = 's1'), 'resumed', 'is marked');
select is(pg_temp.dropped(), null, 'and taken over once');
create function pg_temp.again(p_last_at timestamptz, p_quoted_at timestamptz, p_state text) returns text language sql
  as $$
  update ussd.ussd_sessions set ended_at = now(), end_status = 'Failed', last_at = p_last_at, state = p_state,
         context = context || jsonb_build_object('quoted_at', p_quoted_at) where session_id = 's1' returning null $$;
select pg_temp.again(now(), now(), 'seats') \g /dev/null
select is(pg_temp.dropped(), 's1', 'also when the gateway said that it failed');
select pg_temp.again(now() - interval '301 seconds', now() - interval '301 seconds', 'seats') \g /dev/null
select is(pg_temp.dropped(), null, 'after five minutes it is too late');
select pg_temp.again(now(), now() - interval '301 seconds', 'seats') \g /dev/null
select is(pg_temp.dropped(), null, 'a price is not held longer than that, however often one is dropped');
select pg_temp.again(now(), now(), 'start') \g /dev/null
select is(pg_temp.dropped(), null, 'where nothing was chosen there is nothing to resume');
select pg_temp.again(now(), now(), 'end') \g /dev/null
select is(pg_temp.dropped(), null, 'what was answered to its end is not dropped');
select pg_temp.again(now(), now(), 'seats') \g /dev/null
select pg_temp.dial('00', 's2') \g /dev/null
select is(pg_temp.dropped(), null, 'whoever dialled again since and left has left');
select pg_temp.dial('4628', 's3', 'other') \g /dev/null
select is(pg_temp.dropped(), null, 'another SIM''s session is not mine');
select finish();
rollback;
