begin; select plan(6); set constraints all immediate;
select messaging.enqueue('test', 'a', '{"text": "x"}') as id \gset
select * from worker.claim_jobs('test', 1, 60);
select is(worker.finish_job(p_outbox_id => :id, p_attempt => 2, p_provider_id => 'AT9'), 'fenced',
  'a report of another attempt is refused');
select is(worker.finish_job(:id, 1, 'AT1'), 'done', 'the holder''s is accepted');
select is((select row(topic, key, attempts, provider_id)::text from messaging.outbox_done where outbox_id = :id),
  '(test,a,1,AT1)', 'the message is kept without its text');
select is((select count(*) from messaging.outbox where outbox_id = :id), 0::bigint, 'and is out of the outbox');
select is(worker.finish_job(:id, 1, 'AT1'), 'done', 'a second report does no harm');
select is(worker.finish_job(:id, 2, 'AT1'), 'fenced', 'another attempt stays refused');
select finish(); rollback;
