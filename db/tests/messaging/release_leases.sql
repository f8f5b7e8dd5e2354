begin;
select plan(6);
select messaging.enqueue('test', k, '{}') from unnest(array['a', 'b', 'c', 'p']) k;
update messaging.outbox set state = 'leased', attempts = 1, lease_until = now() - interval '1 second' where topic
  = 'test' and key in ('a', 'b');
update messaging.outbox set failures = 7 where topic = 'test' and key = 'b';
update messaging.outbox set state = 'leased', attempts = 1, lease_until = now() + interval '1 minute' where topic
  = 'test' and key = 'c';
update messaging.outbox set topic = 'stk_push', state = 'leased', lease_until = now() - interval '1 second' where topic
  = 'test' and key = 'p';
select is(messaging.release_leases(), 2, 'two leases ran out');
select results_eq($$ select state, attempts, failures from messaging.outbox where topic = 'test' and key = 'a' $$,
  $$ values ('ready', 1, 1) $$, 'one goes to another worker; the attempt still fences');
select results_eq($$ select state, failures from messaging.outbox where topic = 'test' and key = 'b' $$,
  $$ values ('dead', 8) $$, 'one had killed its eighth worker');
select is((select detail from messaging.alarms where kind = 'dead_letter' and subject = 'test:b'),
  'the worker never reported', 'and rings');
select is((select state from messaging.outbox where topic = 'test' and key = 'c'), 'leased',
  'a running lease is left alone');
select is((select state from messaging.outbox where topic = 'stk_push' and key = 'p'), 'leased',
  'and so is a payment prompt');
select finish();
rollback;
