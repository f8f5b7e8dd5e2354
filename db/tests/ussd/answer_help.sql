begin; select plan(6);
\ir ../fixtures/menu.psql
select is((ussd.answer_help(pg_temp.on_screen('help'), 'QKX7A1B2C3', now())).state, 'claim', 'a receipt is claimed');
select is((ussd.answer_help(pg_temp.on_screen('help'), '7', now())).context ->> 'hint', pg_temp.text('ussd_hint'),
  'anything else is no answer');
select is((ussd.answer_help(pg_temp.on_screen('help'), '1', now())).context ->> 'last_words',
  pg_temp.text('ussd_dispute_none', '7', '0700 000 000'), 'no fare to dispute');
select is((ussd.answer_help(pg_temp.on_screen('help'), '6', now())).context ->> 'hint', pg_temp.text('ussd_hint'),
  '6 is for who may withdraw');
select pg_temp.confirm(pg_temp.incoming('RFN0000001', p_payer_hash => sha256('sim'))) \g /dev/null
select is((ussd.answer_help(pg_temp.on_screen('help'), '1', now())).state, 'dispute', 'the fares of this SIM');
select is((ussd.answer_help(pg_temp.on_screen('help'), '2', now())).context ->> 'last_words',
  (select 'Lipa Fare: ' || loyalty.say_points(sha256('sim'), 'sw')), 'credit and points of this SIM');
select * from finish(); rollback;
