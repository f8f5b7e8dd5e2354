begin;
\ir ../fixtures/menu.psql
select plan(7);
select pg_temp.dial('4628') \g /dev/null
select is(telco.end_ussd(p_session_id => 's1', p_status => 'Failed', p_error => 'timeout'), 'noted',
  'the gateway says that it is over');
select is((select row(end_status, ended_at is not null, context ->> 'end_error')::text from ussd.ussd_sessions),
  '(Failed,t,timeout)', 'how, and why');
select is(telco.end_ussd(p_session_id => 's1', p_status => 'Success', p_error => null), 'noted', 'told twice');
select is((select end_status from ussd.ussd_sessions), 'Failed', 'the first word stands');
select pg_temp.remember() \g /dev/null
select is(telco.end_ussd(p_session_id => 'never', p_status => 'Success', p_error => null), 'unknown',
  'a session that never reached us');
select is(pg_temp.changed(), 'nothing', 'leaves nothing');
select is(left(pg_temp.dial('', 's2'), 3), 'CON', 'and the passenger dials again');
select finish();
rollback;
