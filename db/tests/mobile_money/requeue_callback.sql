begin; select plan(6);
insert into mobile_money.mpesa_callbacks (kind, receipt, outcome, body_sha256, fields,
  attempts, next_attempt_at) values ('c2b_confirmation', 'QKB', 'pending', sha256('b'), '{}', 8,
  now() + interval '1 hour') returning callback_id as id \gset
select is(mobile_money.requeue_callback(p_callback_id => :id, p_by => 'user:7'),
  'pending', 'the message is queued again');
select is((select attempts from mobile_money.mpesa_callbacks where receipt = 'QKB'), 8, 'its tries still count');
select is((select count(*) from worker.claim_callbacks(10)), 1::bigint, 'it is due at once');
select isnt_empty($$ select from audit.change_log where action = 'requeue_callback' and after ->> 'by' = 'user:7' $$,
  'the audit log has who did it');
update mobile_money.mpesa_callbacks set outcome = 'quarantine', reason = 'x', fields = null, next_attempt_at = null
 where callback_id = :id;
select throws_ok(format('select mobile_money.requeue_callback(%s, ''user:7'')', :id), 'LFN52', null,
  'one that was settled is refused');
select throws_ok($$ select mobile_money.requeue_callback(-1, 'user:7') $$, 'LFN52', null, 'an unknown one is refused');
select finish(); rollback;
