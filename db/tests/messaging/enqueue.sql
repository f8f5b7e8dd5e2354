begin;
select plan(6);
create temp table first as select messaging.enqueue(p_topic => 'sms', p_key => 'QK1', p_payload => '{"text": "one"}')
  as id;
select results_eq($$ select state, attempts, payload ->> 'text' from messaging.outbox where topic = 'sms' and key
  = 'QK1' $$,
  $$ values ('ready', 0, 'one') $$, 'a new message waits, untried');
select is(messaging.enqueue('sms', 'QK1', '{"text": "two"}'), (select id from first),
  'the same topic and key gives the first id');
select is((select payload ->> 'text' from messaging.outbox where key = 'QK1'), 'one',
  'and leaves the first message as it is');
select isnt(messaging.enqueue('other', 'QK1', '{}'), (select id from first), 'another topic is another message');
update messaging.outbox set state = 'leased', attempts = 1, lease_until = now() where outbox_id
  = (select id from first);
select worker.finish_job(p_outbox_id => (select id from first), p_attempt => 1, p_provider_id => 'AT1');
select is(messaging.enqueue('sms', 'QK1', '{"text": "three"}'), (select id from first), 'even after it was sent');
select is((select count(*) from messaging.outbox where topic = 'sms' and key = 'QK1'), 0::bigint,
  'and nothing is sent again');
select finish();
rollback;
