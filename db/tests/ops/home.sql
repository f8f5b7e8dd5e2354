begin; select plan(21);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_who text) returns jsonb language sql
  as $$ select ops.home(p_session => sha256(p_who::bytea)) $$;
create function pg_temp.pay(p_receipt text, p_amount text default '60.00', p_account text default '<script>')
  returns text language sql as $$ select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, p_account)) $$;
select is(pg_temp.page('ops') -> 'suspense', '{"cents": 0, "payments": 0}', 'nothing waits');
update jobs.schedule set last_run_at = now();
select is(pg_temp.page('ops') -> 'worst', '{"level": "ok"}', 'everything is all right');
select is(pg_temp.page('ops') #>> '{breaks,n}' || ' ' || (pg_temp.page('ops') #>> '{payouts_unknown,n}'), '0 0',
  'no break, and no payout without an answer');
select is(pg_temp.page('ops') -> 'week', 'null', 'no week of the pilot is counted yet');
select pg_temp.pay('TKS0000001') \g /dev/null
select is(pg_temp.page('ops') #>> '{worst,what}', 'suspense', 'then money without a vehicle is what waits');
select is(pg_temp.page('ops') #>> '{oldest,0,bill_ref}', '<script>', 'suspense shows the account as typed');
select pg_temp.pay('TKS0000001', '70') \g /dev/null
select is(pg_temp.page('ops') #>> '{messages,0,alarm_id}',
  (select alarm_id::text from messaging.alarms where kind = 'conflict_callback'), 'a conflict comes with its alarm');
select is(pg_temp.page('ops') #>> '{messages,0,outcome}', 'conflict', 'a receipt with another amount is a conflict');
select pg_temp.pay('TKS0000001', '80') \g /dev/null
select is(jsonb_path_query_array(pg_temp.page('ops'), '$.messages[*].alarm_id.type()'), '["number", "null"]',
  'of two messages that share an alarm the newest has it');
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead');
select is(pg_temp.page('ops') #>> '{dead,0,key}', 'x', 'a dead letter is shown');
select messaging.raise_alarm(p_kind => 'prompts_unsent', p_subject => 'stk_push', p_detail => 'no worker')
  from generate_series(1, 2);
select messaging.raise_alarm(p_kind => 'suspense_overdue', p_subject => 'TKS0000001', p_detail => 'listed already');
select is(jsonb_path_query_array(pg_temp.page('ops'), '$.alarms[*].kind'), '["prompts_unsent"]',
  'alarms show what none of the lists shows');
select is(pg_temp.page('ops') #>> '{alarms,0,times}', '2', 'an alarm is counted');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'it runs';
select is(pg_temp.page('ops') -> 'alarms', '[]', 'an acknowledged alarm is not shown');
select is(pg_temp.page('ops') -> 'messages', '[]', 'nor is its message');
select is(pg_temp.page('ops') -> 'verifications', '[]', 'no payment waits for M-Pesa''s answer');
select pg_temp.pay('TKS0000002', '1500.00', '4628') \g /dev/null
select mobile_money.decide_verification('TKS0000002', 'differs', 'R000002', null, null);
select is(pg_temp.page('ops') #>> '{verifications,0,state}', 'differs', 'a payment that M-Pesa does not know is shown');
select is(pg_temp.page('ops') -> 'alarms', '[]', 'and not among the alarms');
select ledger.correct_journal(j.journal_id, 'forged', current_date + 1)
  from ledger.journals j where j.reference = 'TKS0000002' and j.kind = 'fare';
select is(pg_temp.page('ops') -> 'verifications', '[]', 'until its journal is reversed');
select is(pg_temp.page('ops') -> 'undecided', '{"people": 0}', 'nothing waits for a second person');
select pg_temp.propose('ops', 'newcomer'),
  config.change_config(pg_temp.id('ops'), 'setting', 'ussd_min_cents', null, '{"value": "2000"}', 'sababu') \g /dev/null
select is(pg_temp.page('ops') -> 'undecided', '{"people": 1, "setting": 1}', 'open proposals are counted by kind');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
