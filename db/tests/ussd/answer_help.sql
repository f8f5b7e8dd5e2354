begin;
\ir ../fixtures/menu.psql
select plan(4);
select is((ussd.answer_help(p_session => pg_temp.on_screen('help'), p_key => 'qkx7a1b2c3')).context ->> 'receipt',
  'QKX7A1B2C3', 'a receipt, in capitals');
select is((ussd.answer_help(p_session => pg_temp.on_screen('help'), p_key => 'QKX7A1B2C3')).state, 'claim',
  'which vehicle was it?');
select is((ussd.answer_help(p_session => pg_temp.on_screen('help'), p_key => 'QKX7A1B2C')).state, 'help', 'too short');
select is((ussd.answer_help(p_session => pg_temp.on_screen('help'), p_key => 'QKX7''1B2C3')).state, 'help',
  'not a receipt');
select finish();
rollback;
