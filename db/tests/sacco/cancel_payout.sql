begin; select plan(3);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('admin', 'sacco', :sacco_id, 300) as ref \gset
select is(sacco.cancel_payout(sha256('foreign admin'), :'ref') ->> 'outcome', 'absent', 'not for others');
select is(sacco.cancel_payout(sha256('admin'), :'ref') ->> 'outcome', 'cancelled', 'who asked takes it back');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;
