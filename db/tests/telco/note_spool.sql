begin; select plan(5);
\ir ../fixtures/one_vehicle.psql
select is(telco.note_spool(p_subject => 'waiting', p_detail => '900 bytes'), 'noted', 'staff are told');
select is(telco.note_spool(p_subject => 'waiting', p_detail => '700 bytes'), 'noted', 'and told again');
select is((select concat_ws(' ', kind, subject, times_raised, detail) from messaging.alarms),
  'spool waiting 2 700 bytes', 'by one alarm');
select is(telco.note_spool(p_subject => null, p_detail => null), null, 'nothing is no alarm');
select is(pg_temp.changed(), 'audit.change_log messaging.alarms', 'nothing else changed');
select finish(); rollback;
