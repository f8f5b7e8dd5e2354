begin; select plan(30);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/statements.psql
select pg_temp.confirm(pg_temp.incoming('SKA0000001', p_time => '20261120100000')),
       pg_temp.confirm(pg_temp.incoming('SKA0000002', p_time => '20261120100000', p_account => 'nobody')),
       pg_temp.confirm(pg_temp.incoming('SKA0000003', p_time => '20261120100000')) \g /dev/null
select pg_temp.begin('a') \g /dev/null
select is(pg_temp.take('a', 0, 9, array[pg_temp.line(11, 'SKA0000001', 6000), pg_temp.line(12, 'SKA0000002', 6000),
  pg_temp.line(13, 'SKA0000003', 6100), pg_temp.line(14, 'SKA0000001', -750, 'charge'),
  pg_temp.line(15, 'SKA0000009', 4000)], p_bad => '[[16, "time"]]', p_failed => 2), 'taken 5 0 0', 'five new lines');
select is(pg_temp.lines_of('SKA0000001'), 'payment 6000 matched receipt, charge -750 open',
  'a payment that the ledger has is matched by its receipt; its charge waits');
select is((select j.kind from recon.lines l join ledger.journals j using (journal_id) where l.receipt = 'SKA0000001'),
  'fare', 'with the journal of its fare');
select is((select j.kind from recon.lines l join ledger.journals j using (journal_id) where l.receipt = 'SKA0000002'),
  'suspense', 'or of its entry into suspense');
select is(pg_temp.lines_of('SKA0000003'), 'payment 6100 open', 'another amount is no match');
select is(pg_temp.lines_of('SKA0000009'), 'payment 4000 open', 'nor is a payment that the ledger lacks');
select is((select (completed_at = timestamptz '2026-11-20 10:00+03', business_on, bill_ref, party_last3)::text
  from recon.lines where receipt = 'SKA0000009'), '(t,2026-11-20,4628,126)', 'times are on the market''s clock');
select is((select (rows_done, lines_new, rows_failed, rows_bad, lines_cents)::text from recon.statements),
  '(9,5,2,1,21350)', 'the statement counts them');
select is((select (row_no, reason)::text from recon.bad_rows), '(16,time)', 'a bad row is set aside with its reason');
select is(pg_temp.take('a', 0, 9, array[pg_temp.line(11, 'SKA0000001', 6000)]), 'lost 0 0 0',
  'the same batch again changes nothing');
select is(pg_temp.take('a', 9, 10, array[pg_temp.line(17, 'SKA0000005', 100)], 'other'), 'lost 0 0 0',
  'a reader that does not have the statement brings nothing');
-- Copies in one file.
select is(pg_temp.take('a', 9, 14, array[pg_temp.line(18, 'SKA0000001', 6000), pg_temp.line(19, 'SKA0000006', 500),
  pg_temp.line(20, 'SKA0000006', 500), pg_temp.line(21, 'SKA0000006', 500)]), 'taken 1 3 0',
  'lines that stand twice in a file');
select is(pg_temp.lines_of('SKA0000001'), 'payment 6000 matched receipt, charge -750 open, payment 6000 copy',
  'are kept as copies, whichever batch the first was in');
select is(pg_temp.lines_of('SKA0000006'), 'payment 500 open, payment 500 copy, payment 500 copy', 'each of them');
select is(pg_temp.take('a', 14, 15, array[pg_temp.line(22, 'SKA0000009', 4100)]), 'taken 0 0 1',
  'another amount for a known line is a conflict');
select is(pg_temp.lines_of('SKA0000009'), 'payment 4000 open, payment 4100 copy', 'nothing is overwritten');
select is(pg_temp.finish('a', 15), 'read unproven -32950', 'copies count for the proof');
-- Another file over the same hours.
select pg_temp.begin('b') \g /dev/null
select is(pg_temp.take('b', 0, 5, array[pg_temp.line(11, 'SKA0000001', 6000), pg_temp.line(12, 'SKA0000006', 500),
  pg_temp.line(13, 'SKA0000006', 500), pg_temp.line(14, 'SKA0000009', 4100),
  pg_temp.line(15, 'SKA0000010', 100)]), 'taken 1 3 1', 'overlapping days: one new line, the others are known');
select is(pg_temp.lines_of('SKA0000006'), 'payment 500 open, payment 500 copy, payment 500 copy',
  'a copy that is known is not kept again');
select is(pg_temp.lines_of('SKA0000009'), 'payment 4000 open, payment 4100 copy', 'nor is a conflict');
select is(pg_temp.take('b', 5, 6, array[pg_temp.line(16, 'SKA0000010', 100, p_at => '2026-11-21 00:00:01')]),
  'taken 0 0 1', 'another time is a conflict, too');
-- A receipt of one account and of another are two lines; so are two movements of kind other with another text.
select pg_temp.begin('c', p_account => 'working') \g /dev/null
select is(pg_temp.take('c', 0, 3, array[pg_temp.line(1, 'SKA0000001', 6000), pg_temp.line(2, 'SKA0000007', 1, 'other',
  p_detail_key => 'one'), pg_temp.line(3, 'SKA0000007', 1, 'other', p_detail_key => 'two')]), 'taken 3 0 0',
  'another account, another text');
select is((select state from recon.lines where receipt = 'SKA0000001' and account = 'working'), 'open',
  'fares arrive in the utility account only');
select is(pg_temp.take('c', 3, 4, null), 'taken 0 0 0', 'a batch without lines moves on');
select throws_ok($$ select pg_temp.take('c', 4, 5, array[pg_temp.line(4, 'SKA0000008', 0)]) $$, '23514', null,
  'a line without an amount is no line');
select is((select rows_done from recon.statements where account = 'working'), 4, 'then nothing of the batch is stored');
select is((select count(*) from recon.take_lines(null, null, null, null, null, null, null) t where t.outcome = 'lost'),
  1::bigint, 'nothing is taken of nothing');
select is((select count(*)::int from recon.lines where state = 'matched'), 2, 'each journal is matched once');
select is((select count(*)::int from audit.changes where subject like 'recon.statements:%' and action = 'update'), 4,
  'the audit log has the steps of a statement, not its batches');
select is(pg_temp.faults(), null, 'the ledger is as it was');
select finish(); rollback;
