begin; select plan(31);
\ir ../fixtures/recon.psql
-- Each kind of line goes its own way in one run; what each rule does is tested with its function.
select pg_temp.pay_at('TMA0000001'), pg_temp.pay_at('TMA0000002', p_account => 'nowhere'),
  pg_temp.pay_at('TMA0000003') \g /dev/null
select pg_temp.statement() as s \gset
select pg_temp.line(:s, 'TMA0000001') as known, pg_temp.line(:s, 'TMA0000002') as suspense,
  pg_temp.line(:s, 'TMA0000003', 60000) as differs, pg_temp.line(:s, 'TMA0000004') as lost,
  pg_temp.line(:s, 'TMA0000005', p_bill_ref => 'KBX') as lost_elsewhere,
  pg_temp.line(:s, 'TMA0000001', -500, 'charge') as charge, pg_temp.line(:s, 'TMA0000009', 700, 'other') as other,
  pg_temp.line(:s, 'TMA0000010', -6000, 'reversal', p_linked => 'TMA0000001') as reversal \gset
select ok(pg_temp.run() > 0, 'the job says that it did something');
select is(pg_temp.line_is(:known), 'matched receipt fare', 'a fare is matched by its receipt');
select is(pg_temp.line_is(:suspense), 'matched receipt suspense', 'so is money without a vehicle');
select is(pg_temp.line_is(:differs), 'open', 'another amount is not');
select is(pg_temp.breaks('TMA0000003'), 'amount_differs statement open 60000 6000 54000', 'it is a break');
select is(pg_temp.line_is(:lost), 'matched receipt fare', 'a lost payment is posted to its vehicle, and matched');
select is((select (paid_at, business_on)::text from fares.fares where receipt = 'TMA0000004'),
  '("2026-11-20 09:00:00+00",2026-11-20)', 'for the day it was paid');
select is(pg_temp.breaks('TMA0000004'), 'missing_in_ledger statement cleared posted 6000 - 6000',
  'it is counted as a break that is over');
select is(pg_temp.line_is(:lost_elsewhere), 'matched receipt suspense', 'one without a vehicle waits in suspense');
select is(pg_temp.line_is(:charge), 'matched charge charge', 'a charge is posted');
select is(pg_temp.line_is(:other), 'open', 'what nobody knows stays open');
select is(pg_temp.breaks('TMA0000009'), 'unknown_kind statement open 700 - 700', 'as a break');
select is(pg_temp.breaks('TMA0000010'), 'missing_in_ledger statement open reversal -6000 - 6000',
  'a payment that the operator took back is for two people to record');
select is((select (lines, matched, missing_in_ledger, missing_at_operator, amount_differs, unknown_kind,
    unexplained_cents, open_breaks)::text from audit.reconciliation where business_on = '2026-11-20'),
  '(8,5,3,0,1,1,60700,3)', 'the day''s figures say the same');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
-- Again: nothing.
create temporary table before as select * from recon.lines;
select pg_temp.remember() \g /dev/null
select is(pg_temp.run(), 0::bigint, 'a second run does nothing');
select is(pg_temp.run(now() + interval '1 day'), 0::bigint,
  'nor does one of tomorrow, which looks at open lines again');
select is(pg_temp.changed(), 'recon.lines', 'only when a line is looked at again changed');
select is((select count(*)::int from recon.breaks), 5, 'no break is noted twice');
select is((select count(*)::int from recon.lines l join before b using (line_id) where l.state <> b.state), 0,
  'no line changes');
-- A break that two people resolved is over: its line is not looked at again.
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('a'), '\x0a', '111'),
  (sha256('b'), '\x0b', '222');
select recon.propose_resolution((select min(user_id) from accounts.users), (select max(break_id) from recon.breaks
    where receipt = 'TMA0000009'), 'explained', 'the operator wrote to us'),
  recon.decide_resolution((select max(user_id) from accounts.users), (select max(break_id) from recon.breaks
    where receipt = 'TMA0000009'), 'approved') \g /dev/null
select pg_temp.run(now() + interval '2 days') \g /dev/null
select is((select next_at from recon.lines where line_id = :other), 'infinity'::timestamptz,
  'a resolved line is left alone');
-- Bounded.
select pg_temp.line(:s, 'TMB000000' || i) from generate_series(1, 3) i \g /dev/null
select recon.match_lines(p_at => now(), p_limit => 2) \g /dev/null
select is((select count(*)::int from recon.lines where receipt like 'TMB%' and state = 'matched'), 2,
  'a run takes so many lines');
select pg_temp.run() \g /dev/null
select is((select count(*)::int from recon.lines where receipt like 'TMB%' and state = 'matched'), 3,
  'the next one takes the rest');
-- Lines that must be posted are fewer at a time, and the others wait for the next run, not for minutes.
insert into recon.lines (statement_id, row_no, source, short_code, account, receipt, kind, amount_cents, completed_at,
  business_on, bill_ref)
select :s, i, 'statement', '400222', 'utility', 'TMC' || lpad(i::text, 7, '0'), 'charge', -100, '2026-11-20 12:00+03',
  '2026-11-20', '4628' from generate_series(1, 2001) i;
select recon.match_lines(p_at => now(), p_limit => 20000) \g /dev/null
select is((select count(*)::int from recon.lines where receipt like 'TMC%' and state = 'open'), 1, 'a run posts 2,000');
select recon.match_lines(p_at => now(), p_limit => 20000) \g /dev/null
select is((select count(*)::int from recon.lines where receipt like 'TMC%' and state = 'open'), 0,
  'the next one the rest');
-- A time to come is an error of the file: a journal of it would stand on a day that is never closed.
select pg_temp.line(:s, 'TMD0000001', -750, 'charge', '2099-01-01 12:00+03') as charge,
  pg_temp.line(:s, 'TMD0000002', 6000, 'payment', '2099-01-01 12:00+03') as payment \gset
select pg_temp.run() \g /dev/null
select is(pg_temp.line_is(:charge) || ' ' || pg_temp.line_is(:payment), 'open open',
  'nothing of a day to come is posted');
select is(pg_temp.breaks('TMD0000001') || ', ' || pg_temp.breaks('TMD0000002'),
  'missing_in_ledger statement open -750 - 750, missing_in_ledger statement open 6000 - 6000', 'it is a break at once');
select is((select next_at from recon.lines where line_id = :charge), now() + interval '10 minutes',
  'and looked at again seldom');
update recon.lines set next_at = now() + interval '10 minutes' where line_id = :charge;
update recon.lines set next_at = now() + interval '3 days' where line_id = :payment;
select pg_temp.run() \g /dev/null
select is((select next_at from recon.lines where line_id = :payment), now() + interval '10 minutes',
  'no pause lasts three days: the clock was ahead when it began');
select is((select next_at from recon.lines where line_id = :other), 'infinity'::timestamptz,
  'a resolved line is still left alone');
select is(recon.match_lines(p_at => null, p_limit => null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
