begin; select plan(4);
\ir ../fixtures/owner_dials.psql
select is(ussd.screen_payout(pg_temp.own_screen('payout')), pg_temp.text('ussd_payout',
  messaging.money_text((ussd.plan_payout(sha256('owner'), '') ->> 'free_cents')::bigint)), 'what there is');
select is(ussd.screen_payout(pg_temp.own_screen('payout_confirm', '1000')),
  pg_temp.text('ussd_payout_confirm', '1,000', '5', '1,005', ''), 'what arrives, the fee, the sum');
update config.settings set value = '0' where setting = 'payout_alone_cents';
select is(ussd.screen_payout(pg_temp.own_screen('payout_confirm', '1000')), pg_temp.text('ussd_payout_confirm', '1,000',
  '5', '1,005', pg_temp.text('ussd_payout_second')), 'a second person must approve');
select is(ussd.screen_payout(pg_temp.own_screen('payout_code', '1000')),
  pg_temp.text('ussd_payout_code', '1,000', '*384*46#'), 'the code');
select finish(); rollback;
