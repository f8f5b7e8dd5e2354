begin;
select plan(11);
select messaging.enqueue('test', k, jsonb_build_object('n', k)) from unnest(array['a', 'b', 'c']) k;
update messaging.outbox set next_attempt_at = now() + interval '1 hour' where topic = 'test' and key = 'c';
create temp table got as select * from messaging.claim_due(p_topic => 'test', p_limit => 1, p_lease_seconds => 60);
select is((select count(*) from got), 1::bigint, 'no more than asked for');
select is((select attempt from got), 1, 'it is the first attempt');
select results_eq($$ select state, lease_until > now() + interval '50 seconds' from messaging.outbox where outbox_id
  = (select outbox_id from got) $$,
  $$ values ('leased', true) $$, 'it is held for the lease');
select results_eq($$ select key from messaging.claim_due('test', 10, 60) $$,
  $$ select k from unnest(array['a', 'b']) k where k <> (select key from got) $$,
    'the next claim takes the other one that is due');
select is_empty($$ select * from messaging.claim_due('test', 10, 60) $$, 'what is held or not due stays');
select is_empty($$ select * from messaging.claim_due('another', 10, 60) $$, 'other topics stay');
select throws_ok($$ select * from messaging.claim_due('test', 0, 60) $$, 'LFV50', null, 'at least one');
select throws_ok($$ select * from messaging.claim_due('test', 1, 901) $$, 'LFV50', null, 'no lease for ever');
select throws_ok($$ select * from messaging.claim_due('test', null, 60) $$, 'LFV50', null, 'nor all there is');
select throws_ok($$ select * from messaging.claim_due('test', 1, null) $$, 'LFV50', null, 'nor a lease without an end');
select is((select attempts from messaging.outbox where topic = 'test' and key = 'c'), 0, 'nothing else changed');
select finish();
rollback;
