begin; select plan(4);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('receipts_late'), '-/-/0', 'no receipts');
select pg_temp.send_receipts(8, 30), pg_temp.send_receipts(1, 31), pg_temp.send_receipts(1, 5, 'Failed');
select is(pg_temp.figure('receipts_late'), '800/800/10', 'too late and failed are not delivered in time');
insert into messaging.outbox (topic, key, payload, created_at)
select 'sms', k, '{}', pg_temp.start() - interval '1 minute' from unnest(array['QOUT000001', 'code/1']) k;
select is(pg_temp.figure('receipts_late'), '727/727/11', 'nor is what waits; other messages are no receipts');
select is(pg_temp.figure('receipts_late', '15 minutes'), '-/-/0', 'those of 15 minutes count');
select finish(); rollback;
