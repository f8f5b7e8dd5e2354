begin; select plan(10);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA0000001', p_account => 'x')),
  pg_temp.confirm(pg_temp.incoming('QAA0000002', p_account => 'x')), pg_temp.confirm(pg_temp.incoming('QAA0000003'));
update mobile_money.payments set first_seen_at = now() - interval '31 minutes' where receipt <> 'QAA0000002';
select pg_temp.remember();
select is(mobile_money.watch_suspense(), 1, 'money that has waited for half an hour raises an alarm');
select is((select (kind, subject, detail, times_raised)::text from messaging.alarms),
  '(suspense_overdue,QAA0000001,"6000 cents wait for their vehicle",1)', 'the alarm names the receipt');
select is(mobile_money.watch_suspense(), 0, 'it is raised once');
select is((select times_raised from messaging.alarms), 1, 'and not counted again');
select mobile_money.claim_suspense('QAA0000001', :vehicle_id, 'user:7');
select is(mobile_money.watch_suspense(), 0, 'an assigned payment raises none');
select is((select (acknowledged_by, acknowledged_reason, acknowledged_at is not null)::text from messaging.alarms),
  '(system,placed,t)', 'its alarm ends by itself');
update mobile_money.payments set first_seen_at = now() - interval '31 minutes' where receipt = 'QAA0000002';
select is(mobile_money.watch_suspense(), 1, 'another payment raises its own alarm');
select is((select count(*)::int from messaging.alarms where acknowledged_at is null), 1, 'which is the only open one');
select is((select count(*)::int from messaging.alarms where subject = 'QAA0000003'), 0, 'a posted one never raises it');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries messaging.alarms mobile_money.payments',
  'nothing else changed');
select finish(); rollback;
