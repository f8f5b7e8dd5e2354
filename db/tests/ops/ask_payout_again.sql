begin; select plan(4);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
update payouts.payouts set query_after = now() + interval '1 hour';
select is(ops.ask_payout_again(sha256('ops'), :'ref') ->> 'outcome', 'retried', 'asked now');
select ok((select query_after <= clock_timestamp() from payouts.payouts), 'the worker finds it');
select payouts.take_result(pg_temp.payout_id(:'ref'), 'failed', '8', null, null, null) \g /dev/null
select is(ops.ask_payout_again(sha256('ops'), :'ref') ->> 'outcome', 'not_sent', 'not what has ended');
select is(ops.ask_payout_again(sha256('auditor'), :'ref') ->> 'outcome', 'absent', 'not by an auditor');
select finish(); rollback;
