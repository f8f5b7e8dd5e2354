begin;
\ir ../fixtures/signed_in.psql
select plan(6);
create function pg_temp.story() returns jsonb language sql as $$
  select mobile_money.payment_story(p_receipt => 'TKA0000001', p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.story(), null, 'nothing is told of a payment nobody made');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation',
  p_messages => array[pg_temp.incoming('TKA0000001')], p_received_at => now()) from generate_series(1, 2);
select is(pg_temp.story() #> '{told,0,times}', '2', 'how often M-Pesa told us');
select is(pg_temp.story() #>> '{sms,state}', 'none', 'a payer whose number is hidden gets no SMS');
insert into messaging.outbox (topic, key, payload) values ('sms', 'TKA0000001', '{}');
select is(pg_temp.story() #>> '{sms,state}', 'waiting', 'one that is in the outbox waits');
delete from messaging.outbox where key = 'TKA0000001';
insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, provider_id)
  values (-1, 'sms', 'TKA0000001', 1, now(), 'ATXid_1');
insert into messaging.deliveries (provider_id, status) values ('ATXid_1', 'Success');
select is(pg_temp.story() #>> '{sms,state}', 'Success', 'what the gateway reports is shown');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation',
  p_messages => array[pg_temp.incoming('TKA0000002', '1500')], p_received_at => now());
select is(concat(pg_temp.story() ->> 'verification', mobile_money.payment_story('TKA0000002',
    'Africa/Nairobi') ->> 'verification'), 'wanted', 'and whether M-Pesa must still confirm it');
select finish();
rollback;
