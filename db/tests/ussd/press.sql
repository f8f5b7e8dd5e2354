begin;
\ir ../fixtures/menu.psql
select plan(8);
create function pg_temp.press(p_key text, p_state text default 'seats') returns ussd.ussd_sessions language sql as $$
  select ussd.press(p_session => pg_temp.past_vehicle(p_state, '{"unit_cents": 6000}'), p_key => p_key, p_pin => null,
    p_at => now()) $$;
select is((pg_temp.press('0')).state, 'start', '0 is back');
select is((pg_temp.press('00')).state, 'end', '00 leaves');
select is((pg_temp.press('98')).lang, 'en', '98 is the other language');
select is((pg_temp.press('98', 'amount')).lang, 'en', 'also where an amount is asked for');
select ok((pg_temp.press('')).context ? 'hint', 'no answer: the same screen with a hint');
select is((pg_temp.press('2')).state, 'confirm', 'any other key is for the screen');
select is((select string_agg(s, ' ' order by s)
  from unnest(array['start', 'repeat', 'waiting', 'stage', 'amount', 'seats', 'confirm', 'help', 'claim']) s
            where (pg_temp.press('junk', s)).state = s), 'amount claim confirm help repeat seats stage start waiting',
              'no screen is left by an answer that is none');
select throws_ok($$ select pg_temp.press('1', 'no such screen') $$, '20000', null,
  'a screen that doesn''t exist is a fault of ours');
select finish();
rollback;
