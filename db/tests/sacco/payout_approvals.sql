begin; select plan(4);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(sacco.payout_approvals(sha256('treasurer'), '') #>> '{rows,0,payout_ref}', :'ref', 'what waits');
select is(sacco.payout_approvals(sha256('treasurer'), '') -> 'payout', 'null', 'the list has no details');
select is(sacco.payout_approvals(sha256('treasurer'), :'ref') #>> '{payout,unusual,0}', 'first_payout', 'one with all');
select is(sacco.payout_approvals(sha256('foreign treasurer'), :'ref') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
