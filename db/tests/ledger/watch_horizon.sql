-- With a forgotten transaction: db/tests/concurrency/test_horizon_holder.py.
begin; select plan(3);
select messaging.raise_alarm('horizon_held', 'transaction 3', 'x');
select is(ledger.watch_horizon(), 0, 'a transaction of a moment is no alarm');
select is((select acknowledged_reason from messaging.alarms), 'the transaction ended', 'an alarm ends with its cause');
select ledger.watch_horizon();
select is((select times_raised from messaging.alarms), 1, 'nothing is raised again');
select finish(); rollback;
