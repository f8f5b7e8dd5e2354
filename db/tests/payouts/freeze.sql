begin; select plan(7);
\ir ../fixtures/payouts.psql
update config.settings set value = '50000' where setting = 'payout_alone_cents';
select pg_temp.withdraw('owner', 'owner', :owner_id, 300) as held_by_worker \gset
select pg_temp.withdraw('owner', 'owner', :owner_id, 400) as ready \gset
select pg_temp.withdraw('owner', 'owner', :owner_id, 600) as requested \gset
select pg_temp.withdraw('admin', 'sacco', :sacco_id, 300) as of_others \gset
update messaging.outbox set state = 'leased', lease_until = now() + interval '1 minute' where key = :'held_by_worker';
select is(payouts.freeze(pg_temp.id('owner')), 2, 'what the worker has not taken comes back');
select is(concat_ws(' ', pg_temp.state(:'held_by_worker'), pg_temp.state(:'ready'), pg_temp.state(:'requested'),
  pg_temp.state(:'of_others')), 'queued cancelled cancelled queued', 'but not what may be sent, nor what is of others');
select is(payouts.freeze(pg_temp.id('owner')), 0, 'once');
select is((select count(*) from messaging.alarms where kind = 'payouts_frozen'), 1::bigint, 'staff are told');
select is(cardinality(pg_temp.notified('sms_payouts_frozen%')), 1, 'and the person');
select pg_temp.send_code('owner', 50000) \g /dev/null
select is(pg_temp.ask('owner', 'owner', :owner_id, '500') ->> 'outcome', 'frozen', 'nothing new goes out');
select is(pg_temp.faults(), null, 'the ledger holds');
select finish(); rollback;
