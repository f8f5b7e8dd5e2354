begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.story(p_receipt text default 'TKA0000001') returns jsonb language sql as $$
  select mobile_money.payment_story(p_receipt => p_receipt, p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.story(), null, 'an unknown payment has no story');
select pg_temp.confirm(pg_temp.incoming('TKA0000001')) from generate_series(1, 2);
select is(pg_temp.story() #> '{told,0,times}', '2', 'it says how often M-Pesa reported the payment');
select is(pg_temp.story() #>> '{sms,state}', 'none', 'a payer whose number is hidden gets no SMS');
insert into messaging.outbox (topic, key, payload) values ('sms', 'TKA0000001', '{}');
select is(pg_temp.story() #>> '{sms,state}', 'waiting', 'a queued SMS waits');
delete from messaging.outbox where key = 'TKA0000001';
insert into messaging.outbox_done (outbox_id, topic, key, attempts, created_at, provider_id)
  values (-1, 'sms', 'TKA0000001', 1, now(), 'ATXid_1');
update messaging.outbox_done set outcome = 'expired', provider_id = null where key = 'TKA0000001';
select is(pg_temp.story() #>> '{sms,state}', 'expired', 'one that came too late was dropped');
update messaging.outbox_done set outcome = 'done', provider_id = 'ATXid_1' where key = 'TKA0000001';
insert into messaging.deliveries (provider_id, status) values ('ATXid_1', 'Success');
select is(pg_temp.story() #>> '{sms,state}', 'Success', 'a sent SMS has the gateway''s status');
select pg_temp.confirm(pg_temp.incoming('TKA0000002', '1500'));
select is(concat(pg_temp.story() ->> 'verification', pg_temp.story('TKA0000002') ->> 'verification'),
  'wanted', 'only an open verification is shown');
select finish(); rollback;
