begin; select plan(6);
select messaging.enqueue(p_topic => 'sms', p_key => 'QK1', p_payload => '{"text": "one"}') as first \gset
select results_eq($$ select state, attempts, payload ->> 'text' from messaging.outbox
  where topic = 'sms' and key = 'QK1' $$, $$ values ('ready', 0, 'one') $$, 'a new message is ready, without attempts');
select is(messaging.enqueue('sms', 'QK1', '{"text": "two"}'), :first::bigint, 'the same key returns the first id');
select is((select payload ->> 'text' from messaging.outbox where key = 'QK1'), 'one', 'the first one stays as it is');
select isnt(messaging.enqueue('other', 'QK1', '{}'), :first::bigint, 'another topic is another message');
update messaging.outbox set state = 'leased', attempts = 1, lease_until = now() where outbox_id = :first;
select worker.finish_job(p_outbox_id => :first, p_attempt => 1, p_provider_id => 'AT1');
select is(messaging.enqueue('sms', 'QK1', '{"text": "three"}'), :first::bigint, 'also after it was sent');
select is((select count(*)::int from messaging.outbox where topic = 'sms' and key = 'QK1'), 0, 'nothing is sent again');
select finish(); rollback;
