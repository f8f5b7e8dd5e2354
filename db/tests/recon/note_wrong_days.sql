begin; select plan(6);
\ir ../fixtures/recon.psql
select pg_temp.statement(p_to => '2026-11-22 00:00+03') as s \gset
-- Paid 23:59:58, called back 00:00:07: the first day. Its message says when it was paid, so both agree.
select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at =>
  '2026-11-21 00:00:07+03',
  p_messages => array[pg_temp.incoming('TMA0000001', p_time => '20261120235958')]) \g /dev/null
select pg_temp.line(:s, 'TMA0000001', p_at => '2026-11-20 23:59:58+03') as l1 \gset
-- Our clock dated this one, because M-Pesa's message said 1970; its statement says the evening before.
select outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at =>
  '2026-11-21 00:00:07+03',
  p_messages => array[pg_temp.incoming('TMA0000002', p_time => '19700101000000')]) \g /dev/null
select pg_temp.line(:s, 'TMA0000002', p_at => '2026-11-20 23:59:58+03') as l2 \gset
select recon.match_payments(array[:l1, :l2]) \g /dev/null
select is(recon.note_wrong_days(array[:l1, :l2]), 1::bigint, 'one payment is of another day than the operator says');
select is(pg_temp.breaks(), 'wrong_day statement open 6000 6000 0', 'its money is right');
select is((select receipt || ' ' || business_on from recon.breaks), 'TMA0000002 2026-11-20', 'on the operator''s day');
select is((select business_on from fares.fares where receipt = 'TMA0000001'), date '2026-11-20',
  'a fare of 23:59:58 that was called back after midnight belongs to the first day');
select is(recon.note_wrong_days(array[:l1, :l2]), 0::bigint, 'a second time does nothing');
select is(recon.note_wrong_days(null), 0::bigint, 'nothing for NULL');
select finish(); rollback;
