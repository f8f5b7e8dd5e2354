begin; select plan(7);
\ir ../fixtures/menu.psql
create function pg_temp.end_session(p_session text, p_status text, p_error text default null) returns text
  language sql as $$ select telco.end_ussd(p_session_id => p_session, p_status => p_status, p_error => p_error) $$;
select pg_temp.dial('4628') \g /dev/null
select is(pg_temp.end_session('s1', 'Failed', 'timeout'), 'noted', 'the gateway says that the session is over');
select is((select row(end_status, ended_at is not null, context ->> 'end_error')::text from ussd.ussd_sessions),
  '(Failed,t,timeout)', 'the status and the error are stored');
select is(pg_temp.end_session('s1', 'Success'), 'noted', 'a second report is accepted');
select is((select end_status from ussd.ussd_sessions), 'Failed', 'the first status stays');
select pg_temp.remember() \g /dev/null
select is(pg_temp.end_session('never', 'Success'), 'unknown', 'a session that never reached us is unknown');
select is(pg_temp.changed(), 'nothing', 'it changes nothing');
select is(left(pg_temp.dial('', 's2'), 3), 'CON', 'the passenger dials again');
select finish(); rollback;
