begin; select plan(11);
\ir ../fixtures/owner_dials.psql
create function pg_temp.amount(p_key text) returns text language sql as $$
  select pg_temp.said(ussd.answer_payout(pg_temp.own_screen('payout'), p_key)) $$;
select is(pg_temp.amount('1,000'), 'payout_confirm:', 'an amount');
select is(pg_temp.amount('5.5'), 'payout: ' || pg_temp.text('ussd_payout_amount_wrong'), 'no cents');
select is(pg_temp.amount('9'), 'payout: ' || pg_temp.text('ussd_payout_too_little', '10'), 'too little');
select is(pg_temp.amount('250000'), 'payout: ' || pg_temp.text('ussd_payout_not_enough'), 'not enough');
select is(pg_temp.amount('9999999'), 'payout: ' || pg_temp.text('ussd_payout_too_much'), 'too much');
select is(pg_temp.said(ussd.answer_payout(pg_temp.on_screen('payout'), '100')), 'end: '
  || pg_temp.text('ussd_payout_refused', '0700 000 000'), 'who is no owner now');
select is(pg_temp.said(ussd.answer_payout(pg_temp.own_screen('payout_confirm', '1000'), '2')), 'payout_confirm: '
  || pg_temp.text('ussd_hint'), '1 is the only answer');
select is(pg_temp.said(ussd.answer_payout(pg_temp.own_screen('payout_confirm', '1000'), '1')), 'payout_code:', 'sent');
select is((select concat_ws(' ', amount_cents, destination, code_hash = sha256('123456'))
             from accounts.one_time_codes), '100000 07xx..126 t', 'bound to amount and destination');
select is(pg_temp.said(ussd.answer_payout(pg_temp.own_screen('payout_confirm', '1000'), '1')), 'payout_code: '
  || pg_temp.text('ussd_payout_code_kept'), 'not again within the minute; the first one counts');
update config.settings set value = '100000' where setting = 'payout_cap_new_device_cents';
select is(pg_temp.said(ussd.answer_payout(pg_temp.own_screen('payout_confirm', '1001'), '1')), 'end: '
  || pg_temp.text('ussd_payout_over_cap', '1,000'), 'nor what the cap forbids meanwhile');
select finish(); rollback;
