begin;
\ir ../fixtures/menu.psql
select plan(66);
-- Scenario 1: a passenger with a feature phone.
select is(pg_temp.dial(''), 'CON ' || messaging.say(p_key => 'ussd_start', p_lang => 'sw', p_args => '{}'),
  'a new rider is asked for the door code');
select is(pg_temp.dial(''), 'CON ' || messaging.say(p_key => 'ussd_start', p_lang => 'sw', p_args => '{}'),
  'scenario 10: the gateway sends the start twice');
select pg_temp.dial('4628') \g /dev/null
select is(pg_temp.state(), 'stage', 'where to?');
select pg_temp.dial('4628*2') \g /dev/null
select is(pg_temp.state(), 'seats', 'for how many?');
select pg_temp.dial('4628*2*1') \g /dev/null
select is(pg_temp.state(), 'confirm', 'how much, which vehicle, what fee');
select matches(pg_temp.dial('4628*2*1*1'), '^END ', 'the fifth screen is the last');
select is((select row(amount_cents, seats, state)::text from mobile_money.payment_intents),
          row((pg_temp.quote('Kawangware', now()) ->> 'amount_cents')::bigint, 1, 'created')::text,
            'one intent with the price of the hour');
select is((select payment_ref from ussd.ussd_sessions), (select payment_ref from mobile_money.payment_intents),
  'and the session knows it');
select ok((select hops = 5 and ended_at is not null and reply like 'END%' from ussd.ussd_sessions),
  'five turns, ended');
-- The same turn twice, and after the end.
select is(pg_temp.dial('4628*2*1*1'), (select reply from ussd.ussd_sessions),
  'the last turn told twice: the same reply');
select is(pg_temp.dial('4628*2*1*1*1'), (select reply from ussd.ussd_sessions), 'a key after the end: the same reply');
select is(pg_temp.dial('4628'), (select reply from ussd.ussd_sessions), 'an old turn, late: the same reply');
select is((select count(*) from mobile_money.payment_intents), 1::bigint, 'and one charge');
select is((select count(*) from messaging.outbox where topic = 'stk_push'), 1::bigint, 'one prompt');
-- Scenario 9: redial within 90 seconds.
select is(pg_temp.dial('', 's2'), 'CON ' || messaging.say(p_key => 'ussd_waiting', p_lang => 'sw',
  p_args => ussd.waiting_words(p_payment_ref => (select payment_ref from mobile_money.payment_intents))),
    'a redial says that the payment waits');
select pg_temp.dial('1*4628*2*1', 's2') \g /dev/null
select matches(pg_temp.dial('1*4628*2*1*1', 's2'), '^END ', 'who pays the same all the same');
select is((select count(*) from mobile_money.payment_intents), 1::bigint, 'is not charged twice');
-- Scenario 2 and a repeat rider.
update mobile_money.payment_intents set state = 'paid';
select pg_temp.dial('', 's3') \g /dev/null
select is(pg_temp.state('s3'), 'repeat', 'a repeat rider: screen 1');
select pg_temp.dial('1', 's3') \g /dev/null
select is(pg_temp.state('s3'), 'confirm', 'screen 2');
select matches(pg_temp.dial('1*1', 's3'), '^END ', 'screen 3');
select pg_temp.dial('4628*60', 's4', 'regular') \g /dev/null
select is(pg_temp.state('s4'), 'confirm', 'direct dial lands on the confirm screen');
select matches(pg_temp.dial('4628*60*1', 's4', 'regular'), '^END ', 'two screens in all');
select is((select amount_cents from mobile_money.payment_intents i where i.phone_hash = sha256('regular')),
  6000::bigint, 'KES 60');
-- Language, kept for the SIM.
select is(pg_temp.dial('98', 'l1', 'english'), 'CON '
  || messaging.say(p_key => 'ussd_start', p_lang => 'en', p_args => '{}'), '98 draws the screen in English');
select is(pg_temp.dial('', 'l2', 'english'), 'CON '
  || messaging.say(p_key => 'ussd_start', p_lang => 'en', p_args => '{}'), 'and so it stays for this SIM');
-- Dropped, resumed.
select pg_temp.dial('4628*2*2', 'd1', 'dropped') \g /dev/null
select telco.end_ussd(p_session_id => 'd1', p_status => 'Incomplete', p_error => null) \g /dev/null
select pg_temp.dial('', 'd2', 'dropped') \g /dev/null
select is((select reply from ussd.ussd_sessions where session_id = 'd2'), 'CON '
  || messaging.say(p_key => 'ussd_resumed', p_lang => 'sw', p_args => '{}') || E'\n'
  || ussd.screen(p_session => (select s from ussd.ussd_sessions s where session_id = 'd2'), p_at => now()),
    'a dropped session goes on where it was');
select is(pg_temp.dial('4628*2*2*1', 'd1', 'dropped'), 'END '
  || messaging.say(p_key => 'ussd_too_late', p_lang => 'sw', p_args => array['*384*46#']),
  'in the old one nothing can be paid any more');
select is((select count(*) from mobile_money.payment_intents i where i.phone_hash = sha256('dropped')), 0::bigint,
  'nothing was');
select matches(pg_temp.dial('1', 'd2', 'dropped'), '^END ', 'in the new one it can');
select is((select row(amount_cents, seats)::text from mobile_money.payment_intents i where i.phone_hash
  = sha256('dropped')),
          row((pg_temp.quote('Kawangware', now()) ->> 'amount_cents')::bigint * 2, 2)::text,
            'with what was chosen before');
-- The gateway that sends the last answer only.
select pg_temp.dial(k, 'k1', 'other', 'last_key') from unnest(array['', '4628', '2', '3', '1', '1']) k \g /dev/null
select is((select row(seats, count(*))::text from mobile_money.payment_intents i where i.phone_hash = sha256('other')
  group by seats), '(3,1)', 'pays as well, once');
select is((select input from ussd.ussd_sessions where session_id = 'k1'), '4628*2*3*1', 'and its path is known');
-- Hostile inputs B.
select pg_temp.dial('4628*3', 'h', 'hostile') \g /dev/null
select is(pg_temp.dial('4628*3*' || k, 'h' || n, 'hostile'), 'CON '
  || messaging.say(p_key => 'ussd_hint', p_lang => 'sw', p_args => '{}') || E'\n'
       || messaging.say(p_key => 'ussd_amount', p_lang => 'sw', p_args => array['4628', '46', '10', '5,000']),
         'amount ' || k)
  from unnest(array['-5', '1e3', '5.5', '999999999', '٥٠', '1 000']) with ordinality as t(k, n);
select matches(pg_temp.dial(repeat('1*', 61), 'q1', 'quiet'), '^END ', 'a path of 62 answers');
select matches(pg_temp.dial(repeat('1', 401), 'q1', 'quiet'), '^END ', 'an answer of 401 characters');
select matches(pg_temp.dial('4628', 'q1', 'quiet', 'cumulative', '00000'), '^END ', 'a network that nobody knows');
select is((select count(*) from ussd.ussd_sessions where session_id = 'q1'), 0::bigint, 'leave no session');
select is((select count(*) from privacy.phones where phone_hash = sha256('quiet')), 0::bigint, 'and no phone');
select matches(pg_temp.dial('', 'q2', 'quiet', 'cumulative', ''), '^CON ', 'a gateway that names no network is served');
select is(pg_temp.dial('', 's1', 'quiet'), 'END '
  || messaging.say(p_key => 'ussd_invalid', p_lang => 'sw', p_args => '{}'),
  'another SIM in my session sees nothing of mine');
select is((select phone_hash from ussd.ussd_sessions where session_id = 's1'), sha256('sim'), 'it stays mine');
-- The price changes between the menu and the key.
select pg_temp.dial('4628*2*1', 'c1', 'changed') \g /dev/null
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
select s.stage_id, b, 9900, now() from fleet.stages s, unnest(array['off_peak', 'peak', 'rain']) b where s.name
  = 'Kawangware';
select matches(pg_temp.dial('4628*2*1*1', 'c1', 'changed'), '^END ', 'a price that changed during the session');
select isnt((select i.amount_cents from mobile_money.payment_intents i where i.phone_hash = sha256('changed')),
  9900::bigint, 'is charged as it was shown');
-- A crew's number is typed like any other answer, and kept nowhere.
\ir ../fixtures/crew.psql
create function pg_temp.kept(p_digits text) returns text language plpgsql as $$
declare v_table text; v_found boolean; v_all text := 'nowhere';
begin
  for v_table in select format('%I.%I', t.schemaname, t.tablename) from pg_catalog.pg_tables t
                  where t.schemaname in ('ledger', 'fleet', 'fares', 'mobile_money', 'ussd', 'messaging', 'accounts',
                    'access', 'config', 'privacy', 'audit') loop
    execute format('select exists (select from %s as r where r::text ~ %L)', v_table, '(^|[^0-9a-f.])' || p_digits
      || '([^0-9a-f]|$)') into v_found;
    if v_found then v_all := v_table; end if;
  end loop;
  return v_all;
end $$;
select matches(pg_temp.dial('5*73915', 'w1', 'juma'), 'Kondakta 4628. Weka namba yako',
  'in one breath with what leads to it a number is not read');
select is(pg_temp.state('w1'), 'pin', 'it is asked for');
select matches(pg_temp.dial('5*73915*73915', 'w1', 'juma'), 'Walipaji 0', 'and by itself it lets in');
select is((select input from ussd.ussd_sessions where session_id = 'w1'), '5*-*-',
  'a dash is all that is left of both');
select is(pg_temp.dial('5*73915*73915', 'w1', 'juma'), (select reply from ussd.ussd_sessions where session_id = 'w1'),
  'told twice, it is one turn');
select is(pg_temp.dial('5*73915*73915*1', 'w1', 'juma'), E'CON 4628 walipaji 0, KES 0\nBado hakuna aliyelipa.\n0 Rudi',
  'and the path goes on behind the dash');
select pg_temp.dial(k, 'w2', 'sim2', 'last_key') from unnest(array['5', '4628', '73915']) k \g /dev/null
select is(pg_temp.state('w2'), 'crew_menu', 'also from a gateway that tells the last answer only');
select is((select input from ussd.ussd_sessions where session_id = 'w2'), '5*4628*-', 'which is kept no better');
select matches(pg_temp.dial('73915', 'w2', 'sim2', 'last_key'), 'Walipaji', 'its second telling is no second answer');
select pg_temp.dial('5', 'w3', 'asha') \g /dev/null
select pg_temp.dial('5*80264', 'w3', 'asha'), pg_temp.dial('5*80264*80264', 'w3', 'asha') \g /dev/null
select is(pg_temp.state('w3'), 'crew_menu', 'a number that was chosen');
select pg_temp.dial('5', 'w4', 'juma') \g /dev/null
update ussd.ussd_sessions set last_at = now() - interval '1 hour' where session_id = 'w4';
select matches(pg_temp.dial('5*73915', 'w4', 'juma'), '^END ', 'a number that was typed too late');
select telco.dial_ussd(p_session_id => 'w5', p_input => '', p_input_mode => 'cumulative',
  p_phone_hash => sha256('sim5'), p_phone_sealed => '\x01', p_phone_last3 => '126',
  p_network => '63902', p_service_code => '*384*46*5*4628*73915#') \g /dev/null
select is((select service_code from ussd.ussd_sessions where session_id = 'w5'), '*384*46*5*4628*-#',
  'and one in what was dialled');
select is(pg_temp.kept('73915') || ' ' || pg_temp.kept('80264'), 'nowhere nowhere', 'stand in no table');
-- Never taken over: the phone is shared.
select telco.end_ussd(p_session_id => 'w1', p_status => 'Incomplete', p_error => null) \g /dev/null
select pg_temp.dial('', 'w6', 'juma') \g /dev/null
select is(pg_temp.state('w6'), 'start', 'a crew''s menu that was dropped is not gone on with');
-- Too often: told when to come back, and nothing else happens.
update config.rate_limits set burst = 3, refill_ms = 90000 where limit_name = 'ussd' and per = 'sim';
select pg_temp.dial('', 'often' || n, 'often') from generate_series(1, 3) n \g /dev/null
select is(pg_temp.dial('', 'often4', 'often'), 'END '
  || messaging.say(p_key => 'ussd_too_often', p_lang => 'sw', p_args => array['2']),
  'a SIM that dials too often reads when to come back');
select is((select subject from audit.changes where action = 'too_often'), 'config.rate_limits:ussd',
  'and the audit log knows');
select is((select count(*) from ussd.ussd_sessions where session_id = 'often4'), 0::bigint,
  'and leaves no session behind');
select matches(pg_temp.dial('', 'seldom', 'seldom'), '^CON ', 'while another SIM dials as ever');
select finish();
rollback;
