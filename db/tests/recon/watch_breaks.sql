begin; select plan(6);
\ir ../fixtures/recon.psql
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TMA0000001', 700, 'other') \g /dev/null
select pg_temp.run() \g /dev/null
update recon.breaks set found_at = '2026-11-20 18:00+03';
select recon.watch_breaks(now()) \g /dev/null
select is_empty('select from messaging.alarms', 'an old break is not its alarm: that is the figure oldest_break');
-- A payment for yesterday that is posted after yesterday was compared: perhaps a forged message.
select pg_temp.pay_at('TMA0000002') \g /dev/null
select is(recon.watch_breaks(now()), 1::bigint,
  'a payment of a day that was compared, and that the operator did not list');
select is(pg_temp.breaks('TMA0000002'), 'missing_at_operator statement open - 6000 6000', 'is a break');
select pg_temp.line(:s, 'TMA0000002') \g /dev/null
select is(recon.watch_breaks(now()), 1::bigint, 'it ends when the line comes');
select is(recon.watch_breaks(null), 0::bigint, 'nothing for NULL');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
