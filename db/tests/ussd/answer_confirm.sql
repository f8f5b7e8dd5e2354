begin;
\ir ../fixtures/menu.psql
select plan(12);
insert into ussd.ussd_sessions select (pg_temp.on_screen('confirm')).* ;
create function pg_temp.answer(p_key text, p_seats int default 2) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_confirm(p_session => pg_temp.past_vehicle('confirm',
    jsonb_build_object('stage', pg_temp.quote('Kawangware'), 'unit_cents', 6000, 'seats', p_seats)),
                             p_key => p_key, p_at => now()) $$;
select pg_temp.remember() \g /dev/null
select is((pg_temp.answer('2')).state, 'confirm', 'only 1 pays');
select is(pg_temp.changed(), 'nothing', 'and nothing is left by another key');
select pg_temp.answer('1') as s \gset
select is((:'s'::ussd.ussd_sessions).context ->> 'last_words',
  messaging.say(p_key => 'ussd_enter_pin', p_lang => 'sw', p_args => array['400222', '4628']),
  'the PIN is next; and the PayBill, should no prompt come');
select is((select row(amount_cents, seats, stage_fare_id, state)::text from mobile_money.payment_intents),
  row(12000, 2, (pg_temp.quote('Kawangware') ->> 'stage_fare_id')::bigint, 'created')::text,
  'the intent holds the sum and the quoted price');
select is((:'s'::ussd.ussd_sessions).payment_ref, (select payment_ref from mobile_money.payment_intents),
  'the session knows its intent');
select is(pg_temp.changed(), 'messaging.outbox mobile_money.payment_intents', 'the prompt is on its way, nothing else');
select is((pg_temp.answer('1')).context ->> 'last_words',
  messaging.say(p_key => 'ussd_still_waiting', p_lang => 'sw', p_args => array['120', '4628', '2']),
  'the same once more is told to wait');
select is((select count(*) from mobile_money.payment_intents), 1::bigint, 'and charged once');
insert into fleet.stage_fares (stage_id, band, amount_cents, effective_from) select stage_id, 'peak', 9000,
  pg_temp.peak() from fleet.stages where name = 'Kawangware';
create function pg_temp.kept(p_seats int) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_confirm(p_session => pg_temp.past_vehicle('confirm',
    jsonb_build_object('unit_cents', 6000, 'seats', p_seats, 'stage',
    (select jsonb_build_object('stage_id', stage_id, 'stage_fare_id', stage_fare_id) from fleet.stage_fares
      join fleet.stages using (stage_id)
      where name = 'Kawangware' and amount_cents = 6000))), p_key => '1', p_at => now()) $$;
select is((pg_temp.kept(3)).context ->> 'left_from', 'confirm',
  'a price that changed since is charged as it was quoted');
select is((select amount_cents from mobile_money.payment_intents where seats = 3), 18000::bigint, 'three at 60');
select pg_temp.past_vehicle('confirm', '{"unit_cents": 7000, "seats": 1}') as s \gset
update fleet.vehicles set state = 'closed';
select is((ussd.answer_confirm(p_session => :'s', p_key => '1', p_at => now())).context ->> 'last_words',
  messaging.say(p_key => 'ussd_closed', p_lang => 'sw', p_args => array['4628']),
  'a vehicle closed in the meantime takes nothing');
select is((select count(*) from mobile_money.payment_intents), 2::bigint, 'two intents in all');
select finish();
rollback;
