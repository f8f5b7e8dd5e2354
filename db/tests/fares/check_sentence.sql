begin; select plan(10);
\ir ../fixtures/boarding.psql
select pg_temp.reserve('aa', 2), pg_temp.reserve('bb'), pg_temp.reserve('cc'), pg_temp.pay('aa') \g /dev/null
select fares.release_seats(p_payment_refs => array['cc']) \g /dev/null
create function pg_temp.say(p_card jsonb, p_lang text default 'sw') returns text language sql as $$
  select fares.check_sentence(p_card => p_card, p_lang => p_lang) $$;
select is(pg_temp.say(pg_temp.check_word('1-2')), 'SIMBA 1-2: imelipwa, KES 120 x2 Kawangware ..126.', 'paid');
select is(pg_temp.say(pg_temp.check_word('1') || '{"at": "2026-11-29T07:14:00"}'),
  'SIMBA 1: ilishaonyeshwa saa 07:14. Usikubali tena.', 'again');
select is(pg_temp.say(pg_temp.check_word('3')), 'SIMBA 3: inasubiri M-Pesa, bado haijalipwa.', 'waiting');
select is(pg_temp.say(pg_temp.check_word('4')), 'SIMBA 4: haijalipwa.', 'unpaid');
select is(pg_temp.say(pg_temp.check_word('TEMBO 5')), 'TEMBO 5: haijawahi kutolewa.', 'never');
select is(pg_temp.say('{"outcome": "old", "label": "TEMBO 5", "since": "2026-11-29T07:14:00"}'),
  'TEMBO 5: ni ya safari ya 29/11 07:14, si ya sasa.', 'old');
select is(pg_temp.say('{"outcome": "other", "label": "TEMBO 5", "code": "4631"}', 'en'), 'TEMBO 5: of vehicle 4631.',
  'another vehicle');
select is(pg_temp.say('{"outcome": "unreadable"}'), 'Weka neno na namba, mfano SIMBA 27.', 'unreadable');
select is(pg_temp.say('{"outcome": "no_trip"}'), 'Gari haliko safarini. Anza safari kwanza.', 'on no trip');
select is(pg_temp.say(null), null, 'nothing');
select finish(); rollback;
