begin; select plan(4);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(ops.payout_approvals(sha256('finance'), '') #>> '{rows,0,payout_ref}', :'ref', 'what waits');
select is(ops.payout_approvals(sha256('finance'), '') -> 'payout', 'null', 'the list has no details');
select is(ops.payout_approvals(sha256('finance'), :'ref') #>> '{payout,unusual,0}', 'first_payout', 'one with all');
select is(ops.payout_approvals(sha256('owner'), :'ref') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
