begin; select plan(4);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
select is(ops.payouts(sha256('ops')) #>> '{rows,0,payout_ref}', :'ref', 'the worst first');
select is(jsonb_array_length(ops.payouts(sha256('auditor')) -> 'floats'), 2, 'both accounts');
select is(ops.payouts(sha256('owner')) ->> 'outcome', 'absent', 'for staff only');
select payouts.take_result(pg_temp.payout_id(:'ref'), 'paid', '0', 'QABC000001', 50000, now()) \g /dev/null
select is(ops.payouts(sha256('ops')) #>> '{ended,0,payout_ref}', :'ref', 'and what has ended');
select finish(); rollback;
