begin; select plan(4); set constraints all immediate;
select messaging.enqueue('test', 'a', '{}') as id \gset
select * from worker.claim_jobs('test', 1, 60);
select is(worker.dead_letter_job(p_outbox_id => :id, p_attempt => 2, p_error => 'sms 403'), 'fenced',
  'a report of another attempt is refused');
select is(worker.dead_letter_job(:id, 1, 'sms 403'), 'dead', 'the message waits for staff at once');
select is(worker.dead_letter_job(:id, 1, 'sms 403'), 'fenced', 'once');
select messaging.enqueue('test', 'b', '{}') as other \gset
select * from worker.claim_jobs('test', 1, 60);
select worker.dead_letter_job(:other, 1, 'sms 403');
select is((select times_raised from messaging.alarms where kind = 'dead_letter' and subject = 'test: sms 403'), 2,
  'one alarm stands for all messages of one cause');
select finish(); rollback;
