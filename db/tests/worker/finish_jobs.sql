begin; select plan(6); set constraints all immediate;
select messaging.enqueue('test', k, '{"text": "x"}') from unnest(array['a', 'b', 'c']) k;
create temp table got as select array_agg(c.outbox_id order by c.key) as ids from worker.claim_jobs('test', 3, 60) c;
select is(worker.finish_jobs(p_outbox_ids => ids[:2], p_attempts => array[1, 1],
  p_provider_ids => array['AT1', null]), array['done', 'done'], 'all reports of one call are accepted') from got;
select results_eq($$ select key, provider_id from messaging.outbox_done order by key $$,
  $$ values ('a', 'AT1'), ('b', null) $$, 'each is kept with its own id');
select is(worker.finish_jobs(p_outbox_ids => array[ids[3], ids[1], ids[2]], p_attempts => array[2, 1, 2],
  p_provider_ids => array['AT9', 'AT9', 'AT9']), array['fenced', 'done', 'fenced'],
  'one of another attempt is refused, and a repeat does no harm') from got;
select is((select state from messaging.outbox where topic = 'test'), 'leased', 'who was refused changes nothing');
select is(worker.finish_jobs(array[ids[3], ids[3]], array[2, 1], array['AT9', 'AT3']), array['fenced', 'done'],
  'one that is not the holder''s stops no other') from got;
select is((select provider_id from messaging.outbox_done where key = 'c'), 'AT3', 'whose id is kept');
select finish(); rollback;
