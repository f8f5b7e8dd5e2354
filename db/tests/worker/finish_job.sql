begin;
set constraints all immediate;
select plan(6);
create temp table job as select messaging.enqueue('test', 'a', '{"text": "x"}') as id;
select * from worker.claim_jobs('test', 1, 60);
select is(worker.finish_job(p_outbox_id => (select id from job), p_attempt => 2, p_provider_id => 'AT9'), 'fenced',
  'another attempt''s report is refused');
select is(worker.finish_job((select id from job), 1, 'AT1'), 'done', 'the holder''s is taken');
select results_eq($$ select topic, key, attempts, provider_id from messaging.outbox_done where outbox_id
  = (select id from job) $$,
  $$ values ('test', 'a', 1, 'AT1') $$, 'it is kept without its text');
select is_empty($$ select from messaging.outbox where outbox_id = (select id from job) $$,
  'and has left the hot table');
select is(worker.finish_job((select id from job), 1, 'AT1'), 'done', 'reporting twice is harmless');
select is(worker.finish_job((select id from job), 2, 'AT1'), 'fenced', 'another attempt stays refused');
select finish();
rollback;
