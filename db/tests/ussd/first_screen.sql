begin; select plan(22);
\ir ../fixtures/menu.psql
create function pg_temp.first(p_at timestamptz default clock_timestamp()) returns ussd.ussd_sessions language sql as $$
  select ussd.first_screen(p_session => pg_temp.on_screen('new'), p_at => p_at) $$;
-- The screen of a new session after s1 was dropped so long ago, at prices so old, on this screen.
create function pg_temp.resume(p_ago interval, p_quoted_ago interval, p_state text) returns text language plpgsql as $$
begin
  update ussd.ussd_sessions set ended_at = now(), end_status = 'Failed', last_at = now() - p_ago, state = p_state,
         context = context || jsonb_build_object('quoted_at', now() - p_quoted_ago) where session_id = 's1';
  return (pg_temp.first(now())).state;
end $$;
select is((pg_temp.first()).state, 'start', 'a SIM without a session gets the ordinary first screen');
select pg_temp.dial('4628*2', 's1') \g /dev/null
update ussd.ussd_sessions set last_at = now() - interval '299 seconds',
  context = context || jsonb_build_object('quoted_at', now() - interval '299 seconds');
select pg_temp.first(now()) as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'confirm', 'a session dropped within five minutes is taken over');
select is((:'s'::ussd.ussd_sessions).context ->> 'hint', pg_temp.text('ussd_resumed'), 'with a hint');
select is((:'s'::ussd.ussd_sessions).context - 'hint', context, 'and its context') from ussd.ussd_sessions;
select is((select end_status from ussd.ussd_sessions where session_id = 's1'), 'resumed', 'it is marked');
select is((pg_temp.first(now())).state, 'start', 'and taken over once');
select is(pg_temp.resume(t.ago, t.quoted_ago, t.state), t.screen, t.sentence) from (values
  (interval '0', interval '0', 'seats', 'seats', 'also when the gateway said that it failed'),
  ('301 seconds', '301 seconds', 'seats', 'start', 'after five minutes it is too late'),
  ('0', '301 seconds', 'seats', 'start', 'a price is held no longer, even if it was resumed'),
  ('0', '0', 'start', 'start', 'the first screen has nothing to resume'),
  ('0', '0', 'end', 'start', 'a session at its end was not dropped')) as t(ago, quoted_ago, state, screen, sentence);
select is((select end_status from ussd.ussd_sessions), 'Failed', 'and is not marked');
update ussd.ussd_sessions set state = 'seats' where session_id = 's1';
update ussd.ussd_sessions set state = 'payout_code', end_status = null, last_at = now(), context =
  '{"crew": {"user_id": 1}, "party": {}, "back_stack": ["crew_menu", "payout", "payout_confirm"]}';
select pg_temp.first(now()) as s \gset
select is((:'s'::ussd.ussd_sessions).state, 'payout_code', 'a withdrawal from the crew menu is taken over');
select is((:'s'::ussd.ussd_sessions).context - 'hint',
  '{"party": {}, "back_stack": ["start", "payout", "payout_confirm"]}', 'without the way back to the crew menu');
update ussd.ussd_sessions set state = 'seats' where session_id = 's1';
select pg_temp.dial('00', 's2') \g /dev/null
select is((pg_temp.first(now())).state, 'start', 'a newer session that was left ends the older one');
select pg_temp.dial('4628', 's3', 'other') \g /dev/null
select is((pg_temp.first(now())).state, 'start', 'another SIM''s session is not taken over');
select pg_temp.dial('4628*2', 's4') \g /dev/null
insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang,
  state) values ('aaaaa', '4628-AAAAA', :vehicle_id, sha256('sim'), 6000, 1, 'sw', 'pushed');
select is((pg_temp.first()).state, 'waiting', 'an open prompt comes first');
select is((pg_temp.first()).context, '{"open": "aaaaa"}', 'and is named');
select is((pg_temp.first(clock_timestamp() + interval '100 seconds')).state, 'confirm', 'for 90 seconds');
update mobile_money.payment_intents set state = 'paid';
select is((pg_temp.first()).state, 'repeat', 'once paid it is the last ride');
update mobile_money.payment_intents set state = 'pushed';
select mobile_money.finish_intent('aaaaa', c, now()) from unnest(array['1037', '1019', '1025', '1001']) c \g /dev/null
select pg_temp.first(clock_timestamp() + interval '500 seconds') as s \gset
select is(ussd.screen(:'s', now()), pg_temp.text('ussd_doubtful', '60', '4628', '2', '400222'),
  'a prompt that M-Pesa gave up may have been paid, which the redial says');
select is((:'s'::ussd.ussd_sessions).state || ' ' || (ussd.press(:'s', '1', null, now())).state, 'waiting start',
  'who wants to pays all the same');
select finish(); rollback;
