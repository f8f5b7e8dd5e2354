begin;
\ir ../fixtures/signed_in.psql
select plan(18);
create function pg_temp.page(p_who text) returns jsonb language sql
  as $$ select ops.home(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.page('ops') -> 'suspense', '{"cents": 0, "payments": 0}', 'nothing waits');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation',
  p_messages => array[pg_temp.incoming('TKS0000001', p_account => '<script>')], p_received_at => now());
select is(pg_temp.page('ops') #>> '{oldest,0,bill_ref}', '<script>',
  'money without a vehicle waits, with the account as typed');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation',
  p_messages => array[pg_temp.incoming('TKS0000001', p_amount => '70', p_account => '<script>')],
  p_received_at => now());
select is(pg_temp.page('ops') #>> '{messages,0,alarm_id}',
  (select alarm_id::text from messaging.alarms where kind = 'conflict_callback'),
  'a message kept aside comes with its alarm');
select is(pg_temp.page('ops') #>> '{messages,0,outcome}', 'conflict',
  'so does a receipt that came again with another amount');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation',
  p_messages => array[pg_temp.incoming('TKS0000001', p_amount => '80', p_account => '<script>')],
  p_received_at => now());
select is(jsonb_path_query_array(pg_temp.page('ops'), '$.messages[*].alarm_id.type()'), '["number", "null"]',
  'of two about one receipt the newest, as one alarm rings for both');
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead');
select is(pg_temp.page('ops') #>> '{dead,0,key}', 'x', 'and work that was given up');
select messaging.raise_alarm(p_kind => 'prompts_unsent', p_subject => 'stk_push', p_detail => 'no worker')
  from generate_series(1, 2);
select messaging.raise_alarm(p_kind => 'suspense_overdue', p_subject => 'TKS0000001',
  p_detail => 'stands in the list already');
select is(jsonb_path_query_array(pg_temp.page('ops'), '$.alarms[*].kind'), '["prompts_unsent"]',
  'an alarm that none of the lists tells of has a line of its own');
select is(pg_temp.page('ops') #>> '{alarms,0,times}', '2', 'with how often it rang');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason
  = 'the worker runs';
select is(pg_temp.page('ops') -> 'alarms', '[]', 'until it is acknowledged');
select is(pg_temp.page('ops') -> 'messages', '[]', 'as is a message that somebody has looked into');
select is(pg_temp.page('ops') -> 'verifications', '[]', 'no payment waits for M-Pesa''s word');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation',
  p_messages => array[pg_temp.incoming('TKS0000002', p_amount => '1500.00')], p_received_at => now());
select mobile_money.decide_verification('TKS0000002', 'differs', 'R000002', null, null);
select is(pg_temp.page('ops') #>> '{verifications,0,state}', 'differs', 'one that M-Pesa does not know');
select is(pg_temp.page('ops') -> 'alarms', '[]', 'is in its own list, not among the alarms');
select ledger.correct_journal(j.journal_id, 'forged', current_date + 1) from ledger.journals j where j.reference
  = 'TKS0000002' and j.kind = 'fare';
select is(pg_temp.page('ops') -> 'verifications', '[]', 'until its money is taken back');
select is(pg_temp.page('ops') -> 'undecided', '{"people": 0}', 'nothing waits for a second person');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('maker'), '\x01', '126'),
  (sha256('another'), '\x01', '127');
select access.propose_grant(p_made_by => (select user_id from accounts.users where phone_hash = sha256('maker')),
  p_user_id => (select user_id from accounts.users where phone_hash = sha256('another')),
  p_role => 'auditor', p_scope_id => null, p_valid_from => null, p_valid_to => null, p_reason => 'sababu') \g /dev/null
select config.change_config(p_made_by => (select user_id from accounts.users where phone_hash = sha256('maker')),
  p_kind => 'setting', p_subject => 'ussd_min_cents', p_phone_hash => null,
  p_value => '{"value": "2000"}', p_reason => 'sababu') \g /dev/null
select is(pg_temp.page('ops') -> 'undecided', '{"people": 1, "setting": 1}',
  'what was proposed and not decided, by kind');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select throws_ok($$ select pg_temp.page('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select finish();
rollback;
