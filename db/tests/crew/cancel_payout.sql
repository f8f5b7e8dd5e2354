begin; select plan(3);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('conductor', 'user', pg_temp.id('conductor'), 300) as ref \gset
select is(crew.cancel_payout(sha256('foreign conductor'), :'ref') ->> 'outcome', 'absent', 'not for others');
select is(crew.cancel_payout(sha256('conductor'), :'ref') ->> 'outcome', 'cancelled', 'who asked takes it back');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;
