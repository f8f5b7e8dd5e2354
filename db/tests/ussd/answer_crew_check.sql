begin; select plan(6);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa'), pg_temp.pay('aa') \g /dev/null
create function pg_temp.answer(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.press(p_session => pg_temp.crew_screen('crew_check', '{"back_stack": ["crew_menu"]}'), p_key => p_key,
    p_pin => null, p_at => now()) $$;
select pg_temp.answer('simba 1') as s \gset
select is((:'s'::ussd.ussd_sessions).context ->> 'hint', 'SIMBA 1: imelipwa, KES 60 Kawangware ..126.',
  'what is known');
select is((:'s'::ussd.ussd_sessions).state, 'crew_check', 'and the next passenger');
select matches((pg_temp.answer('SIMBA 1-2')).context ->> 'hint', '^SIMBA 1-2: haijawahi', 'a range as it was typed');
select matches((pg_temp.answer('1')).context ->> 'hint', '^SIMBA 1: ilishaonyeshwa', 'heard twice');
select is((pg_temp.answer('0')).state, 'crew_menu', '0 is back');
select is((pg_temp.answer('98')).lang, 'en', '98 the other language');
select finish(); rollback;
