begin; select plan(9);
select messaging.enqueue('test', k, '{}') from unnest(array['a', 'b', 'c', 'p']) k;
update messaging.outbox set state = 'leased', attempts = 1,
  lease_until = now() + case key when 'c' then interval '1 minute' else interval '-1 second' end, failures = case key
  when 'b' then 7 else 0 end, topic = case key when 'p' then 'stk_push' else 'test' end where topic = 'test';
create function pg_temp.job(p_key text) returns text language sql as $$ select concat_ws(' ', state, attempts, failures)
  from messaging.outbox where topic in ('test', 'stk_push') and key = p_key $$;
select is(messaging.release_leases(), 2, 'two leases ran out');
select is(pg_temp.job('a'), 'ready 1 1', 'one message is ready for another worker; its attempt is still counted');
select is(pg_temp.job('b'), 'dead 1 8', 'one failed for the eighth time');
select is((select subject from messaging.alarms where kind = 'dead_letter'), 'test: the worker never reported',
  'it raises an alarm');
select is(pg_temp.job('c'), 'leased 1 0', 'a running lease stays');
select is(pg_temp.job('p'), 'leased 1 0', 'so does a payment prompt');
update messaging.outbox set lease_until = now() + interval '3 days' where key = 'c';
select is(messaging.release_leases(), 1, 'no lease lasts three days: the clock was ahead when it was given');
update messaging.outbox set next_attempt_at = now() + interval '1 hour' where key = 'a';
select messaging.release_leases() \g /dev/null
select is((select next_attempt_at from messaging.outbox where key = 'a'), now() + interval '1 hour',
  'an hour is waited for, as the gateway may ask');
update messaging.outbox set next_attempt_at = now() + interval '3 days';
select messaging.release_leases() \g /dev/null
select is((select string_agg(key, ' ' order by key) from messaging.outbox where next_attempt_at <= clock_timestamp()),
  'a c', 'three days are not: the clock was ahead when that was written');
select finish(); rollback;
