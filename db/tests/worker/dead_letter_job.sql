begin;
set constraints all immediate;
select plan(4);
create temp table job as select messaging.enqueue('test', 'a', '{}') as id;
select * from worker.claim_jobs('test', 1, 60);
select is(worker.dead_letter_job(p_outbox_id => (select id from job), p_attempt => 2, p_error => 'sms 403'), 'fenced',
  'another attempt''s report is refused');
select is(worker.dead_letter_job((select id from job), 1, 'sms 403'), 'dead', 'it waits for an operator at once');
select is((select detail from messaging.alarms where kind = 'dead_letter' and subject = 'test:a'), 'sms 403',
  'who is told why');
select is(worker.dead_letter_job((select id from job), 1, 'sms 403'), 'fenced', 'once');
select finish();
rollback;
