-- The job. Whole days: db/tests/concurrency/test_day_close.py.
begin; select plan(7);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/two_seals.psql
select is(recon.close_days('2026-11-24 02:59+03'), 0, 'before 03:00 of the next day it is not due');
select is(recon.close_days('2026-11-24 03:00+03'), 0, 'without a statement it stays open');
select is((select a.subject || ': ' || a.detail from messaging.alarms a where a.kind = 'day_not_closed'),
  '2026-11-23: 400222: no_statement', 'and staff are told');
insert into recon.statements (source, channel, file_sha256, short_code, account, period_from, period_to, state, proof,
  ended_at)
values ('statement', 'command', sha256('a'), '400222', 'utility', '2026-11-22 00:00+03', '2026-11-26 00:00+03', 'read',
  'proven', now());
select is(recon.close_days('2026-11-26 03:00+03'), 3, 'then it is closed, and the days after it that are due');
select is((select max(d.business_on) from ledger.closed_days d), '2026-11-25', 'up to yesterday');
select ok((select a.acknowledged_by = 'system' from messaging.alarms a where a.kind = 'day_not_closed'),
  'and the alarm ends');
select throws_ok('select recon.close_days(null)', 'LFV15', null, 'without a moment nothing is closed');
select finish(); rollback;
