begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
update payouts.payouts set state = 'unknown', sent_at = now();
select is(ops.payouts(sha256('ops')) #>> '{rows,0,payout_ref}', :'ref', 'the worst first');
select is(jsonb_array_length(ops.payouts(sha256('auditor')) -> 'floats'), 2, 'both accounts');
select is(ops.payouts(sha256('owner')) ->> 'outcome', 'absent', 'for staff only');
select finish(); rollback;
