begin; select plan(8);
\ir ../fixtures/crew.psql
create function pg_temp.choose(p_key text) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_pin_new(p_session => pg_temp.crew_screen('pin_new'), p_key => p_key,
    p_pin => pg_temp.pin(p_key)) $$;
select is((pg_temp.choose('80264')).state, 'pin_again', 'a PIN is asked for a second time');
select ok(accounts.is_pin(p_kept => jsonb_populate_record(null::accounts.crew_pins,
  (pg_temp.choose('80264')).context -> 'chosen'), p_pin => pg_temp.pin('80264')), 'and stored as a salted hash');
select is((pg_temp.choose('80264')).context::text ~ '\m80264\M', false, 'not as digits');
select is((pg_temp.choose(k)).context ->> 'hint', pg_temp.text('ussd_pin_weak'), 'weak: ' || k)
  from unnest(array['00000', '12345', '46289']) k;
select is((pg_temp.choose(k)).context ->> 'hint', pg_temp.text('ussd_pin_digits'), 'not five digits: ' || k)
  from unnest(array['0000', 'abcde']) k;
select finish(); rollback;
