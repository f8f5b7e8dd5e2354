begin; select plan(35);
\ir ../fixtures/crew.psql
create function pg_temp.press(p_key text, p_state text default 'seats') returns ussd.ussd_sessions language sql as $$
  select ussd.press(p_session => pg_temp.past_vehicle(p_state, '{"unit_cents": 6000,
    "back_stack": ["start", "stage", "confirm"]}'), p_key => p_key, p_pin => null,
    p_at => now()) $$;
select is((pg_temp.press('0')).state, 'confirm', '0 is back');
select ok((pg_temp.press('')).context ? 'hint', 'no answer: the same screen with a hint');
select is((pg_temp.press('2')).state, 'confirm', 'any other key is for the screen');
select is((select string_agg(s, ' ' order by s)
  from unnest(array['start', 'repeat', 'waiting', 'stage', 'amount', 'seats', 'confirm', 'help', 'claim']) s
  where (pg_temp.press('junk', s)).state = s), 'amount claim confirm help repeat seats stage start waiting',
  'an unusable answer stays on every screen');
select throws_ok($$ select pg_temp.press('1', 'no such screen') $$, '20000', null, 'a screen that doesn''t exist');
select is((pg_temp.press('98')).lang, 'en', '98 is the other language');
select is((select lang from privacy.phones where phone_hash = sha256('sim')), 'en', 'for later sessions too');
select is((pg_temp.press('98')).state, 'seats', 'on the same screen');
select is((pg_temp.press('98', 'amount')).lang, 'en', 'also where an amount is asked for');
select is((ussd.press(p_session => pg_temp.on_screen('seats', '{}', 'en'), p_key => '98', p_pin => null,
  p_at => now())).lang, 'sw', 'and back');
select is((pg_temp.press('00')).state, 'end', '00 leaves');
select is((pg_temp.press('00', 'confirm')).context ->> 'last_words', pg_temp.text('ussd_left'), 'no money was taken');
select is((pg_temp.press('00', 'pin')).context ->> 'last_words', pg_temp.text('ussd_crew_left'), 'the crew leaves');
select pg_temp.intent('bbbbb', :vehicle_id, 6000) \g /dev/null
select is((ussd.press(p_session => pg_temp.on_screen('waiting', '{"open": "bbbbb"}'), p_key => '00', p_pin => null,
  p_at => now())).context ->> 'last_words', pg_temp.text('ussd_still_waiting', '60', '4628', '2', '400222', '4628'),
  'whoever leaves is reminded of an open prompt');
select is((pg_temp.press('1', 'waiting')).state, 'start', 'with an open prompt, 1 pays another fare');
select is((pg_temp.press('2', 'waiting')).state, 'waiting', 'and no other key does');
update mobile_money.payment_intents set phone_hash = sha256('sim');
select pg_temp.press('4', 'waiting') as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'help', '4 is help there too');
select is((ussd.press(:'s', '0', null, now())).state, 'waiting', 'from which 0 leads back');
select is((ussd.press(:'s', '0', null, now() + interval '1 day')).state, 'start', 'while the prompt is open');
select is((pg_temp.press('qkx7a1b2c3', 'help')).context ->> 'receipt', 'QKX7A1B2C3', 'help: a receipt, in capitals');
select is((pg_temp.press(E'QKX7 A1B2\u200bC3.', 'help')).context ->> 'receipt', 'QKX7A1B2C3', 'as it was pasted');
select is((pg_temp.press(E'2.\u00a0')).state, 'confirm', 'a choice with what was pasted around it');
select is((pg_temp.press('5.5', 'amount')).state, 'amount', 'an amount is not cleaned: 5.5 is not 55');
select is((pg_temp.press('QKX7A1B2C3', 'help')).state, 'claim', 'then which vehicle it was');
select is((pg_temp.press(k, 'help')).state, 'help', 'not a receipt: ' || k)
  from unnest(array['QKX7A1B2C', 'QKX7''1B2C3']) k;
create function pg_temp.press_code(p_key text) returns text language sql as $$
  select s.state || ' ' || coalesce(s.context ->> 'hint', s.context #>> '{crew,code}')
    from ussd.press(p_session => pg_temp.on_screen('crew_code'), p_key => p_key, p_pin => null, p_at => now()) s $$;
select is(pg_temp.press_code('4628'), 'pin 4628', 'crew: a door code leads to the PIN');
select is(pg_temp.press_code('kzz 001a'), 'pin 4628', 'or a plate');
select is(pg_temp.press_code(E'46\u00a028.'), 'pin 4628', 'as it was pasted');
select is(pg_temp.press_code('4682'), 'crew_code ' || pg_temp.text('ussd_not_found_unnamed'), 'not a typing error');
select pg_temp.join_trip() \g /dev/null
create function pg_temp.press_list(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.press(p_session => pg_temp.crew_screen('crew_list', '{"page": 1}'), p_key => p_key, p_pin => null,
    p_at => now()) $$;
select is((pg_temp.press_list('1')).context ->> 'page', '2', 'who has paid: 1 is the next page');
select is((ussd.back(p_session => pg_temp.press_list('1'))).context ->> 'page', '1', '0 the page before');
select is((pg_temp.press_list('7')).context ->> 'page', '1', 'any other key is no choice');
select ok((pg_temp.press_list('7')).context ? 'hint', 'and gets a hint');
update fleet.vehicles set state = 'closed';
select matches(pg_temp.press_code('4628'), '^crew_code ', 'a closed vehicle is not found');
select finish(); rollback;
