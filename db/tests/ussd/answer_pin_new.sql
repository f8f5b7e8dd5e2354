begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(8);
create function pg_temp.chosen(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_pin_new(p_session => pg_temp.crew_screen('pin_new'), p_key => p_key,
    p_pin => pg_temp.pin(p_key)) $$;
select is((pg_temp.chosen('80264')).state, 'pin_again', 'typed once more');
select ok(accounts.is_pin(p_kept => jsonb_populate_record(null::accounts.crew_pins,
  (pg_temp.chosen('80264')).context -> 'chosen'), p_pin => pg_temp.pin('80264')), 'kept meanwhile as a salted hash');
select is((pg_temp.chosen('80264')).context::text ~ '80264', false, 'and not as digits');
select is((pg_temp.chosen(k)).context ->> 'hint',
  messaging.say(p_key => 'ussd_pin_weak', p_lang => 'sw', p_args => '{}'), 'weak: ' || k)
  from unnest(array['00000', '12345', '46289']) k;
select is((pg_temp.chosen(k)).context ->> 'hint',
  messaging.say(p_key => 'ussd_pin_digits', p_lang => 'sw', p_args => '{}'), 'no number: ' || k)
  from unnest(array['0000', 'abcde']) k;
select finish();
rollback;
