begin; select plan(4);
\ir ../fixtures/owner_dials.psql
select is((ussd.open_payout(pg_temp.own_screen('start'), now())).state, 'payout', 'an owner withdraws');
select is(pg_temp.said(ussd.open_payout(pg_temp.on_screen('start'), now())),
  'start: ' || pg_temp.text('ussd_not_found', '6'), 'for a passenger, 6 is no vehicle');
select is(pg_temp.said(ussd.open_payout(pg_temp.on_screen('repeat'), now())), 'repeat: ' || pg_temp.text('ussd_hint'),
  'nor a choice');
select is((ussd.answer_repeat(pg_temp.own_screen('repeat'), '6', now())).state, 'payout',
  'an owner who has paid a fare withdraws as well');
select finish(); rollback;
