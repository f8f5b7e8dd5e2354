begin; select plan(10);
\ir ../fixtures/owner_dials.psql
create function pg_temp.code(p_typed text) returns text language sql as $$
  select pg_temp.said(ussd.answer_payout_code(pg_temp.own_screen('payout_code', '1000', p_typed), p_typed)) $$;
select (ussd.answer_payout(pg_temp.own_screen('payout_confirm', '1000'), '1')).state \g /dev/null
select is(pg_temp.code('12345'), 'payout_code: ' || pg_temp.text('ussd_payout_code_digits'), 'six digits');
select is(pg_temp.code('654321'), 'payout_code: ' || pg_temp.text('ussd_payout_code_wrong'), 'a wrong code');
select is((select tries from accounts.one_time_codes), 1, 'is counted');
select is(pg_temp.payouts(), null, 'and sends nothing');
select is(pg_temp.said(ussd.answer_payout_code(pg_temp.own_screen('payout_code', '1001', '123456'), '123456')),
  'payout_code: ' || pg_temp.text('ussd_payout_code_wrong'), 'a code of another amount is wrong');
select is(pg_temp.code('123456'), 'end: ' || pg_temp.text('ussd_payout_queued', '1,000', '5'),
  'the right one sends it');
select is(pg_temp.payouts(), 'withdrawal queued 100000 126', 'to this phone');
select is(pg_temp.code('123456'), 'end: ' || pg_temp.text('ussd_payout_already_pending'), 'once');
update accounts.one_time_codes set tries = 5;
select is(pg_temp.said(ussd.answer_payout_code(pg_temp.own_screen('payout_code', '1001', '654321'), '654321')),
  'end: ' || pg_temp.text('ussd_payout_code_spent'), 'too many wrong ones');
update access.role_grants set valid_to = clock_timestamp() where user_id = :owner_user_id;
select is(pg_temp.code('123456'), 'end: ' || pg_temp.text('ussd_payout_refused', '0700 000 000'),
  'nobody whose role ended');
select finish(); rollback;
