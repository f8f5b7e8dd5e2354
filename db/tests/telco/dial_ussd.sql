begin; select plan(90);
\ir ../fixtures/menu.psql
create function pg_temp.text(p_kind text, p_key text, p_args text[] default '{}', p_lang text default 'sw') returns text
  language sql as $$ select p_kind || ' ' || messaging.say(p_key => p_key, p_lang => p_lang, p_args => p_args) $$;
-- The state of a session after this step.
create function pg_temp.after(p_input text, p_session text default 's1', p_sim text default 'sim')
  returns text language sql as $$ select pg_temp.dial(p_input, p_session, p_sim); select pg_temp.state(p_session) $$;
create function pg_temp.session(p_session text) returns ussd.ussd_sessions language sql as $$
  select s from ussd.ussd_sessions s where session_id = p_session $$;
create function pg_temp.intents(p_sim text default 'sim')
  returns table (amount_cents bigint, seats int, state text, payment_ref text) language sql as $$ select amount_cents,
  seats, state, payment_ref from mobile_money.payment_intents i where i.phone_hash = sha256(p_sim::bytea) $$;
-- Scenario 1: a passenger with a feature phone.
select is(pg_temp.dial(''), pg_temp.text('CON', 'ussd_start'), 'a new rider is asked for the door code');
select is(pg_temp.dial(''), pg_temp.text('CON', 'ussd_start'), 'scenario 10: a start sent twice has one reply');
select is(pg_temp.after(t.input), t.state, t.sentence)
  from (values (1, '4628', 'stage', 'then for the stage'), (2, '4628*2', 'confirm', 'then amount, vehicle
  and fee are shown')) as t(n, input, state, sentence);
select matches(pg_temp.dial('4628*2*1'), '^END ', 'the fourth screen is the last');
select is((select row(amount_cents, seats, state)::text from pg_temp.intents()), row((pg_temp.quote('Kawangware',
    now()) ->> 'amount_cents')::bigint, 1, 'created')::text, 'there is one intent with the price of the hour');
select is((pg_temp.session('s1')).payment_ref, (select payment_ref from pg_temp.intents()), 'the session names it');
select ok((select hops = 4 and ended_at is not null and reply like 'END%' from ussd.ussd_sessions),
  'the session ended after four steps');
-- The same step twice, and after the end.
select is(pg_temp.dial(t.input), (pg_temp.session('s1')).reply, t.sentence || ' has the same reply')
  from (values ('4628*2*1', 'the last step sent twice'),
  ('4628*2*1*1', 'a key after the end'), ('4628', 'an old step that comes late')) as t(input, sentence);
select is((pg_temp.session('s1')).hops, 4, 'none is a step');
select is((select count(*) from pg_temp.intents()), 1::bigint, 'there is one intent');
select is((select count(*) from messaging.outbox where topic = 'stk_push'), 1::bigint, 'and one prompt');
-- Scenario 9: redial within 90 seconds.
select is(pg_temp.dial('', 's2'), pg_temp.text('CON', 'ussd_waiting', ussd.waiting_words(p_payment_ref =>
    (select payment_ref from pg_temp.intents()))), 'a redial says that the payment waits');
select pg_temp.dial('1*4628*2', 's2') \g /dev/null
select matches(pg_temp.dial('1*4628*2*1', 's2'), '^END ', 'a passenger who pays the same again');
select is((select count(*) from pg_temp.intents()), 1::bigint, 'is not charged twice');
-- Scenario 2 and a repeat rider.
update mobile_money.payment_intents set state = 'paid';
select is(pg_temp.after('', 's3'), 'repeat', 'a repeat rider sees the last ride');
select is(pg_temp.after('1', 's3'), 'confirm', 'then amount, vehicle and fee');
select matches(pg_temp.dial('1*1', 's3'), '^END ', 'the third screen is the last');
select is(pg_temp.after('4628*60', 's4', 'regular'), 'confirm', 'direct dial starts at the confirm screen');
select matches(pg_temp.dial('4628*60*1', 's4', 'regular'), '^END ', 'it has two screens');
select is((select amount_cents from pg_temp.intents('regular')), 6000::bigint, 'the amount is the typed one');
-- The language is kept for the SIM.
select is(pg_temp.dial('98', 'l1', 'english'), pg_temp.text('CON', 'ussd_start', p_lang => 'en'), '98 is English');
select is(pg_temp.dial('', 'l2', 'english'),
  pg_temp.text('CON', 'ussd_start', p_lang => 'en'), 'the next session of this SIM is in English');
-- A dropped session is resumed.
select pg_temp.dial('4628*2*2*2', 'd1', 'dropped') \g /dev/null
select telco.end_ussd(p_session_id => 'd1', p_status => 'Incomplete', p_error => null) \g /dev/null
select pg_temp.dial('', 'd2', 'dropped') \g /dev/null
select is((pg_temp.session('d2')).reply, pg_temp.text('CON', 'ussd_resumed') ||
  E'\n' || ussd.screen(p_session => pg_temp.session('d2'), p_at => now()), 'a dropped session goes on where it was');
select is(pg_temp.dial('4628*2*2*2*1', 'd1', 'dropped'),
  pg_temp.text('END', 'ussd_too_late', array['*384*46#']), 'the old session can''t pay any more');
select is((select count(*) from pg_temp.intents('dropped')), 0::bigint, 'it opened no intent');
select matches(pg_temp.dial('1', 'd2', 'dropped'), '^END ', 'the new one can');
select is((select row(amount_cents, seats)::text from pg_temp.intents('dropped')),
  row((pg_temp.quote('Kawangware', now()) ->> 'amount_cents')::bigint * 2, 2)::text, 'with what was chosen before');
-- A gateway that sends the last answer only.
select pg_temp.dial(k, 'k1', 'other', 'last_key') from unnest(array['', '4628', '1', '2', '3', '1', '1']) k \g /dev/null
select is((select row(seats, count(*))::text from pg_temp.intents('other') group by seats),
  '(3,1)', 'a gateway that sends the last answer only pays once too');
select is((pg_temp.session('k1')).input, '4628*1*2*3*1', 'its path is stored');
-- A gateway that puts our own code into the first text: the dial, and what follows it.
select is(pg_temp.dial(t.input, mode || t.input, mode || t.input, mode), case t.answers when '' then
    pg_temp.text('CON', 'ussd_start') else pg_temp.dial(t.answers, mode || 'p' || t.input, mode || 'p' || t.input) end,
    mode || ' ' || t.input)
  from unnest(array['cumulative', 'last_key']) as mode, (values ('*384*46#', ''), ('*384*46', ''), ('384*46', ''),
    ('384*46#', ''), ('46', ''), ('*384*46*4628#', '4628'), ('46*4628', '4628'), ('384*46*4628', '4628'),
    ('*384*46*4628*60#', '4628*60')) as t(input, answers);
select pg_temp.dial(k, 'g9', 'gate') from unnest(array['384*46', '384*46', '384*46*4628', '384*46*4628*2']) k
  \g /dev/null
select is(pg_temp.state('g9'), 'confirm', 'it may repeat the code in each text');
select pg_temp.dial(k, 'ga', 'gates') from unnest(array['384*46', '4628', '4628*2']) k \g /dev/null
select is(pg_temp.state('ga'), 'confirm', 'or send it once');
select pg_temp.dial(k, 'gb', 'crew', 'last_key') from unnest(array['*384*46#', '*384*46#', '4628', '2']) k \g /dev/null
update ussd.ussd_sessions set last_at = now() - interval '5 seconds' where session_id = 'gb';
select pg_temp.dial('*384*46*4628#', 'gb', 'crew', 'last_key') \g /dev/null
select is(pg_temp.state('gb') || (pg_temp.session('gb')).input, 'confirm4628*2', 'or send the dial twice');
-- The path of a gateway that sends the last answer only is bounded like that of the others.
update config.rate_limits set burst = 500 where limit_name = 'ussd';
select pg_temp.dial(k, 'long', 'patient', 'last_key')
  from (select case n % 2 when 1 then '4628' else '0' end as k from generate_series(1, 80) n) k \g /dev/null
select is((select cardinality(string_to_array((pg_temp.session('long')).input, '*'))), 61, 'a session has 61 answers');
select is(pg_temp.dial('4628', 'long', 'patient', 'last_key'), pg_temp.text('END', 'ussd_invalid'), 'then it ends');
-- Hostile inputs.
select pg_temp.dial('4628*3', 'h', 'hostile') \g /dev/null
select is(pg_temp.dial('4628*3*' || k, 'h' || n, 'hostile'), pg_temp.text('CON', 'ussd_hint') || E'\n' ||
  messaging.say(p_key => 'ussd_amount', p_lang => 'sw', p_args => array['4628', '46', '10', '5,000']), 'amount ' || k)
  from unnest(array['-5', '1e3', '5.5', '999999999', '٥٠', '1 000']) with ordinality as t(k, n);
select matches(pg_temp.dial(repeat('1*', 61), 'q1', 'quiet'), '^END ', 'a path of 62 answers ends');
select matches(pg_temp.dial(repeat('1', 401), 'q1', 'quiet'), '^END ', 'so does an answer of 401 characters');
select matches(pg_temp.dial('4628', 'q1', 'quiet', 'cumulative', '00000'), '^END ', 'and an unknown network');
select is((select count(*) from ussd.ussd_sessions where session_id = 'q1'), 0::bigint, 'they leave no session');
select is((select count(*) from privacy.phones where phone_hash = sha256('quiet')), 0::bigint, 'and no phone');
select matches(pg_temp.dial('', 'q2', 'quiet', 'cumulative', ''), '^CON ', 'a gateway that names no network is served');
select is(pg_temp.dial('', 's1', 'quiet'), pg_temp.text('END', 'ussd_invalid'), 'another SIM sees nothing of it');
select is((pg_temp.session('s1')).phone_hash, sha256('sim'), 'the session keeps its SIM');
select is((select sum(times)::int from audit.refusals where action = 'session_refused'), 1, 'the refusal is counted');
-- The price changes between the menu and the key.
select pg_temp.dial('4628*2', 'c1', 'changed') \g /dev/null
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from) select s.stage_id,
  b, 9900, now() from fleet.stages s, unnest(array['off_peak', 'peak', 'rain']) b where s.name = 'Kawangware';
select matches(pg_temp.dial('4628*2*1', 'c1', 'changed'), '^END ', 'a price that changed meanwhile is accepted');
select isnt((select amount_cents from pg_temp.intents('changed')), 9900::bigint, 'and charged as it was shown');
-- A PIN is typed like any other answer, and stored nowhere.
\ir ../fixtures/crew.psql
create function pg_temp.kept(p_digits text) returns text language plpgsql as $$
declare v_table text; v_found boolean; v_all text := 'nowhere';
begin
  for v_table in select f.name from pg_temp.fingerprints() f loop
    execute format('select exists (select from %s as r where r::text ~ %L)', v_table,
      '(^|[^0-9a-f.])' || p_digits || '([^0-9a-f]|$)') into v_found;
    if v_found then v_all := v_table; end if;
  end loop;
  return v_all;
end $$;
select matches(pg_temp.dial('5*73915', 'w1', 'juma'),
  'Gari 4628, kondakta. Weka namba yako', 'a PIN that is dialled with its menu is not read');
select is(pg_temp.state('w1'), 'pin', 'it is asked for');
select matches(pg_temp.dial('5*73915*73915', 'w1', 'juma'), 'Walipaji 0', 'typed by itself it opens the crew''s menu');
select is((pg_temp.session('w1')).input, '5*-*-', 'a dash is stored for both');
select is(pg_temp.dial('5*73915*73915', 'w1', 'juma'), (pg_temp.session('w1')).reply, 'sent twice, it is one step');
select is(pg_temp.dial('5*73915*73915*1', 'w1', 'juma'),
  E'CON 4628 walipaji 0:\nBado hakuna aliyelipa.\n0 Rudi', 'the path goes on after the dash');
select pg_temp.dial(k, 'w2', 'sim2', 'last_key') from unnest(array['5', '4628', '73915']) k \g /dev/null
select is(pg_temp.state('w2'), 'crew_menu', 'a gateway that sends the last answer only opens it too');
select is((pg_temp.session('w2')).input, '5*4628*-', 'a dash is stored here too');
select matches(pg_temp.dial('73915', 'w2', 'sim2', 'last_key'), 'Walipaji', 'a repeated PIN is no second answer');
select pg_temp.dial('5', 'w3', 'asha') \g /dev/null
select pg_temp.dial('5*80264', 'w3', 'asha') \g /dev/null
select is(pg_temp.after('5*80264*80264', 'w3', 'asha'), 'crew_menu', 'a PIN may be chosen');
select pg_temp.dial('5', 'w4', 'juma') \g /dev/null
update ussd.ussd_sessions set last_at = now() - interval '1 hour' where session_id = 'w4';
select matches(pg_temp.dial('5*73915', 'w4', 'juma'), '^END ', 'a PIN typed too late ends the session');
select telco.dial_ussd(p_session_id => 'w5',
  p_input => '', p_input_mode => 'cumulative', p_phone_hash => sha256('sim5'), p_phone_sealed => '\x01',
  p_phone_last3 => '126', p_network => '63902', p_service_code => '*384*46*5*4628*73915#') \g /dev/null
select is((pg_temp.session('w5')).service_code, '*384*46*5*4628*-#', 'a dash is stored for a PIN in what was dialled');
select is(pg_temp.kept('73915') || ' ' || pg_temp.kept('80264'), 'nowhere nowhere', 'no table has a PIN');
-- A crew's session is never resumed: the phone is shared.
select telco.end_ussd(p_session_id => 'w1', p_status => 'Incomplete', p_error => null) \g /dev/null
select is(pg_temp.after('', 'w6', 'juma'), 'start', 'a dropped crew menu is not resumed');
-- Rate limits.
update config.rate_limits set burst = 3, refill_ms = 90000 where limit_name = 'ussd' and per = 'sim';
select pg_temp.dial('', 'often' || n, 'often') from generate_series(1, 3) n \g /dev/null
select is(pg_temp.dial('', 'often4', 'often'),
  pg_temp.text('END', 'ussd_too_often', array['2']), 'a SIM that dials too often reads when to come back');
select is((select subject from audit.changes where action = 'too_often'), 'config.rate_limits:ussd', 'it is audited');
select is((select count(*) from ussd.ussd_sessions where session_id = 'often4'), 0::bigint, 'no session is stored');
select matches(pg_temp.dial('', 'seldom', 'seldom'), '^CON ', 'another SIM is served');
select finish(); rollback;
