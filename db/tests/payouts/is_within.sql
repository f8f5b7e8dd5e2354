begin; select plan(3);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select ok(payouts.is_within(pg_temp.payout_id(:'ref'), array[:sacco_id]), 'of this SACCO');
select ok(not payouts.is_within(pg_temp.payout_id(:'ref'), array[:foreign_sacco_id]), 'not of another');
select ok(not payouts.is_within(0, array[:sacco_id]), 'nothing is of no SACCO');
select finish(); rollback;
