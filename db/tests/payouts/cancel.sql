begin; select plan(5);
\ir ../fixtures/payouts.psql
update config.settings set value = '0' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select is(payouts.cancel(pg_temp.id('stranger'), pg_temp.payout_id(:'ref')), 'requested', 'not by others');
select is(payouts.cancel(pg_temp.id('owner'), pg_temp.payout_id(:'ref')), 'cancelled', 'by who asked');
select is(payouts.cancel(pg_temp.id('owner'), pg_temp.payout_id(:'ref')), 'cancelled', 'it stays so');
select is((select free_cents from payouts.choose_legs('owner', :owner_id, '{}', 0)), 352800::bigint,
  'the money is back');
update config.settings set value = '2000000' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 600) as sent \gset
select is(payouts.cancel(pg_temp.id('owner'), pg_temp.payout_id(:'sent')), 'queued', 'not once it is handed over');
select finish(); rollback;
