begin; select plan(9);
\ir ../fixtures/menu.psql
select pg_temp.confirm(pg_temp.incoming('RFN0000001', p_payer_hash => sha256('sim'))) \g /dev/null
select matches(pg_temp.dial(''), '^CON ', 'a passenger dials');
select matches(pg_temp.dial('4'), '1 Lalamiko', 'help');
select matches(pg_temp.dial('4*1'), E'Nauli ipi\\?\n1 60 4628, ', 'their last fare');
select is(pg_temp.state(), 'dispute', 'on screen dispute');
select matches(pg_temp.dial('4*1*3'), pg_temp.text('ussd_hint'), 'there is no third fare');
select matches(pg_temp.dial('4*1*3*1'), 'Malipo RFN0000001: shida ni nini', 'what is wrong?');
select is(pg_temp.dial('4*1*3*1*3'), 'END ' || pg_temp.text('ussd_dispute_opened', 'RFN0000001', '0700 000 000'),
  'the dispute is open');
select is((select (receipt, why, channel, state, phone_last3)::text from fares.disputes),
  '(RFN0000001,not_carried,ussd,open,126)', 'with its reason');
select is((ussd.answer_dispute(pg_temp.on_screen('dispute_why', '{"disputed": {"receipt": "RFN0000001"}}'),
  '1')).context
  ->> 'last_words', pg_temp.text('ussd_dispute_known', 'RFN0000001', '0700 000 000'), 'a second time it is known');
select * from finish(); rollback;
