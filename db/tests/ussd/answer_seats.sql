begin; select plan(10);
\ir ../fixtures/menu.psql
create function pg_temp.answer(p_key text, p_unit int default 6000) returns ussd.ussd_sessions language sql as $$
  select ussd.answer_seats(p_session => pg_temp.past_vehicle('seats', jsonb_build_object('unit_cents', p_unit,
    'back_stack', array['start', 'stage', 'confirm'])),
    p_key => p_key) $$;
select is((pg_temp.answer('3')).context -> 'seats', '3', 'three people');
select is((pg_temp.answer('9')).state, 'confirm', 'nine at most');
select is((pg_temp.answer('2')).context -> 'back_stack', '["start", "stage"]', 'from there 0 leads to the stage');
select is((pg_temp.answer(k)).state, 'seats', 'not a number of people: ' || k)
  from unnest(array['0', '10', 'a', '1.5', '٣']) as k;
select is((pg_temp.answer('5', 100000)).state, 'confirm', 'KES 5,000 is the most that the menu takes');
select is((pg_temp.answer('6', 100000)).context ->> 'hint', pg_temp.text('ussd_too_much', '5,000'), 'more is refused');
select finish(); rollback;
