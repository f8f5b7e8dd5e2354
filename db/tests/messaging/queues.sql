begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.queues() returns jsonb language sql as $$
  select messaging.queues(p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.queues() -> 'outbox', '[]', 'nothing is to be sent');
insert into messaging.outbox (topic, key, payload, state, failures, created_at) values
  ('sms', 'a', '{}', 'ready', 0, '2026-11-22 10:00+03'), ('sms', 'b', '{}', 'ready', 2, '2026-11-22 09:00+03'),
  ('sms', 'c', '{}', 'dead', 8, '2026-11-20 09:00+03'), ('payout', 'd', '{}', 'ready', 0, now());
select is(pg_temp.queues() #> '{outbox,0}', '{"topic": "sms", "waiting": 2, "failing": 1, "dead": 1,
  "oldest_at": "2026-11-22T09:00:00"}', 'by topic; what was given up is not what waits');
select pg_temp.keep_message(pg_temp.incoming('TKS0000002')) \g /dev/null
select is(pg_temp.queues() #>> '{callbacks,waiting}', '1', 'messages that are not settled yet');
insert into recon.statements (source, channel, short_code, account, state, rows_done, failure, ended_at) values
  ('pull', 'pull', '400222', 'utility', 'reading', 70, null, null),
  ('pull', 'pull', '400222', 'utility', 'failed', 0, 'x', now());
select is(pg_temp.queues() -> 'statements' ->> 'waiting' || ' ' || (pg_temp.queues() #>> '{statements,rows_done}'),
  '1 70', 'statements that are being read, and how far');
select finish(); rollback;
