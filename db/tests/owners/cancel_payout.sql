begin; select plan(3);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 1000) as ref \gset
select is(owners.cancel_payout(sha256('stranger'), :'ref') ->> 'outcome', 'absent', 'not for others');
select is(owners.cancel_payout(sha256('owner'), :'ref') ->> 'outcome', 'cancelled', 'who asked takes it back');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;
