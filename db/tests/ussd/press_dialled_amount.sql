begin;
\ir ../fixtures/menu.psql
select plan(6);
create function pg_temp.press(p_key text, p_state text default 'stage') returns ussd.ussd_sessions language sql as $$
  select ussd.press_dialled_amount(p_session => pg_temp.past_vehicle(p_state), p_key => p_key) $$;
select is((pg_temp.press('60')).state, 'confirm', 'code and amount lead to the confirm screen');
select is((pg_temp.press('60')).context -> 'seats', '1', 'for one');
select is((pg_temp.press('60', 'amount')).state, 'confirm', 'also on a route without prices');
select is((ussd.back(p_session => pg_temp.press('60'))).state, 'seats', 'back from there one can say for how many');
select is((pg_temp.press('0')).state, 'amount', 'an amount that is none is asked for');
select ok((pg_temp.press('0')).context ? 'hint', 'with a hint');
select finish();
rollback;
