begin;
\ir ../fixtures/menu.psql
select plan(7);
create function pg_temp.first(p_at timestamptz default now()) returns ussd.ussd_sessions language sql as $$
  select ussd.first_screen(p_session => pg_temp.on_screen('new'), p_at => p_at) $$;
select is((pg_temp.first()).state, 'start', 'nothing before: the ordinary first screen');
select pg_temp.dial('4628*2', 's1') \g /dev/null
select pg_temp.first(clock_timestamp()) as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'seats', 'dropped in the middle: on where it was');
select is((:'s'::ussd.ussd_sessions).context ->> 'hint',
  messaging.say(p_key => 'ussd_resumed', p_lang => 'sw', p_args => '{}'), 'and it says so');
select pg_temp.dial('4628*2', 's2') \g /dev/null
insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang,
  state)
values ('aaaaa', '4628-AAAAA', :vehicle_id, sha256('sim'), 6000, 1, 'sw', 'pushed');
select is((pg_temp.first(clock_timestamp())).state, 'waiting', 'an open prompt comes before everything');
select is((pg_temp.first(clock_timestamp())).context, '{"open": "aaaaa"}', 'and is named');
select is((pg_temp.first(clock_timestamp() + interval '100 seconds')).state, 'seats',
  'after 90 seconds it is no longer in the way');
update mobile_money.payment_intents set state = 'paid';
select is((pg_temp.first(clock_timestamp())).state, 'repeat', 'once paid it is the last ride');
select finish();
rollback;
