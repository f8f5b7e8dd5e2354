begin; select plan(17);
\ir ../fixtures/menu.psql
insert into ussd.ussd_sessions select (pg_temp.on_screen('confirm')).* ;
create function pg_temp.answer(p_key text, p_choices jsonb default '{}') returns ussd.ussd_sessions language sql as $$
  select ussd.answer_confirm(p_key => p_key, p_at => now(), p_session => pg_temp.past_vehicle('confirm',
    jsonb_build_object('stage', pg_temp.quote('Kawangware'), 'unit_cents', 6000, 'seats', 2) || p_choices)) $$;
select pg_temp.remember() \g /dev/null
select is((pg_temp.answer('3')).state, 'confirm', 'only 1 pays');
select is((pg_temp.answer('2')).state, 'seats', '2: for more people');
select is(pg_temp.changed(), 'nothing', 'another key changes nothing');
select pg_temp.answer('1') as s \gset
select is((:'s'::ussd.ussd_sessions).context ->> 'last_words', pg_temp.text('ussd_enter_pin', '400222', '4628'),
  'the passenger is told of the PIN, and of the PayBill in case no prompt comes');
select is((select row(amount_cents, seats, stage_fare_id, state)::text from mobile_money.payment_intents),
  row(12000, 2, (pg_temp.quote('Kawangware') ->> 'stage_fare_id')::bigint, 'created')::text,
  'the intent has the sum and the quoted price');
select is((:'s'::ussd.ussd_sessions).payment_ref, (select payment_ref from mobile_money.payment_intents),
  'the session knows its intent');
select is(pg_temp.changed(), 'messaging.outbox mobile_money.payment_intents', 'the prompt is queued, nothing else');
select is((pg_temp.answer('1')).context ->> 'last_words',
  pg_temp.text('ussd_still_waiting', '120', '4628', '2', '400222', '4628'),
  'the same again is told to wait');
select is((select count(*) from mobile_money.payment_intents), 1::bigint, 'and charged once');
select jsonb_build_object('seats', 3, 'stage', pg_temp.quote('Kawangware')) as quoted \gset
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from)
  select stage_id, 'peak', 9000, pg_temp.peak() from fleet.stages where name = 'Kawangware';
select is((pg_temp.answer('1', :'quoted')).context ->> 'left_from', 'confirm',
  'after a change of price the passenger can still pay');
select is((select amount_cents from mobile_money.payment_intents where seats = 3), 18000::bigint,
  'and is charged the quoted price, three at 60');
select pg_temp.past_vehicle('confirm', '{"unit_cents": 7000, "seats": 1}') as s \gset
update fleet.vehicles set state = 'closed';
select is((ussd.answer_confirm(p_session => :'s', p_key => '1', p_at => now())).context ->> 'last_words',
  pg_temp.text('ussd_closed', '4628'), 'a vehicle that was closed meanwhile takes no fare');
select is((select count(*) from mobile_money.payment_intents), 2::bigint, 'two intents in all');
update fleet.vehicles set state = 'active';
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '80', p_payer_hash => sha256('sim'))) \g /dev/null
select is((ussd.answer_confirm(p_session => :'s', p_key => '1', p_at => now())).state, 'confirm',
  'a payment that came in since the screen was shown is asked about');
update mobile_money.payments set first_seen_at = now() - interval '1 second';
select is((ussd.answer_confirm(p_session => :'s', p_key => '1', p_at => now())).state, 'end',
  'who was asked, and wants to, pays again');
-- On a trip the passenger is told what to say.
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
update fleet.trips set word = 'SIMBA';
update mobile_money.payments set first_seen_at = now() - interval '1 hour';
update mobile_money.payment_intents set created_at = now() - interval '1 hour';
select is((pg_temp.answer('1', :'quoted')).context ->> 'last_words', pg_temp.text('ussd_enter_pin_word', '400222',
  '4628', 'SIMBA 1-3'), 'on a trip: three numbers');
select is((pg_temp.answer('1', :'quoted')).context ->> 'last_words', pg_temp.text('ussd_still_waiting', '180', '4628',
  '2', '400222', 'SIMBA 1-3'), 'and the same when asked again');
select finish(); rollback;
