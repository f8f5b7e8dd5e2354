begin;
\ir ../fixtures/menu.psql
select plan(7);
create function pg_temp.first(p_at timestamptz default clock_timestamp()) returns ussd.ussd_sessions language sql as $$
  select ussd.first_screen(p_session => pg_temp.on_screen('new'), p_at => p_at) $$;
select is((pg_temp.first()).state, 'start', 'a new SIM gets the ordinary first screen');
select pg_temp.dial('4628*2', 's1') \g /dev/null
select pg_temp.first() as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'seats', 'a dropped session goes on at its screen');
select is((:'s'::ussd.ussd_sessions).context ->> 'hint', pg_temp.text('ussd_resumed'), 'and says so');
select pg_temp.dial('4628*2', 's2') \g /dev/null
insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang,
  state) values ('aaaaa', '4628-AAAAA', :vehicle_id, sha256('sim'), 6000, 1, 'sw', 'pushed');
select is((pg_temp.first()).state, 'waiting', 'an open prompt comes first');
select is((pg_temp.first()).context, '{"open": "aaaaa"}', 'and is named');
select is((pg_temp.first(clock_timestamp() + interval '100 seconds')).state, 'seats', 'for 90 seconds');
update mobile_money.payment_intents set state = 'paid';
select is((pg_temp.first()).state, 'repeat', 'once paid it is the last ride');
select finish();
rollback;
