begin; select plan(3);
\ir ../fixtures/vouchers.psql
select payouts.note_wrong_voucher(:station, null) from generate_series(1, 4) \g /dev/null
select is((select count(*)::int from messaging.alarms where kind = 'vouchers_guessed'), 0, 'four are no alarm');
select is(payouts.note_wrong_voucher(:station, null) ->> 'outcome', 'wrong', 'the answer is the same');
select is((select subject from messaging.alarms where kind = 'vouchers_guessed'), 'vendor ' || :station,
  'the fifth is an alarm');
select * from finish(); rollback;
