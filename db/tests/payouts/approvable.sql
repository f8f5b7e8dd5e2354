begin; select plan(3);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is((select count(*) from payouts.approvable(null)), 1::bigint, 'finance');
select is((select count(*) from payouts.approvable(array[:sacco_id])), 1::bigint, 'the SACCO of the vehicle');
select is((select count(*) from payouts.approvable(array[:foreign_sacco_id])), 0::bigint, 'not another one');
select finish(); rollback;
