begin; select plan(5);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('600') \g /dev/null
select pg_temp.send(50000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '500') \g /dev/null
update messaging.outbox set state = 'leased', lease_until = now() + interval '1 minute' where topic = 'payout';
select pg_temp.send(40000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '400') \g /dev/null
update config.settings set value = '20000' where setting = 'payout_alone_cents';
select pg_temp.send(30000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '300') \g /dev/null
select is(payouts.stop_person(pg_temp.id('driver')), 0, 'nothing of others');
select is(accounts.disable_person(pg_temp.id('ops'), pg_temp.id('owner'), 'simu imeibiwa leo') ->> 'outcome',
  'disabled', 'a stolen phone');
select is(array(select p.state || coalesce(' ' || p.reason, '') from payouts.payouts p order by p.payout_id),
  array['queued', 'cancelled who asked for it was disabled', 'cancelled who asked for it was disabled'],
  'what no worker has comes back');
select is((select state from payouts.vouchers), 'cancelled', 'and what nobody has used');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;
