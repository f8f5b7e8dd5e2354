begin; select plan(13);
\ir ../fixtures/crew.psql
create function pg_temp.answer(p_key text, p_who text default 'juma') returns text language sql as $$
  select s.state || ' ' || coalesce(s.context ->> 'hint', s.context ->> 'last_words', '')
    from ussd.answer_pin(p_session => pg_temp.crew_screen('pin', '{}', p_who), p_key => p_key,
    p_pin => pg_temp.pin(p_key), p_at => now()) s $$;
select is(pg_temp.answer('73915'), 'crew_menu ', 'the right PIN');
select is(pg_temp.answer('73916'), 'pin ' || pg_temp.text('ussd_pin_wrong'), 'a wrong one');
select is(pg_temp.answer(k), 'pin ' || pg_temp.text('ussd_pin_digits'), 'not five digits: ' || k)
  from unnest(array['7391', '739155', '7391a', '٧٣٩١٥', '0000']) k;
select is((select count(*) from accounts.pin_failures), 1::bigint, 'what can''t be a PIN is not counted');
select is(pg_temp.answer('1'), 'crew_code ', '1: another vehicle');
select is(pg_temp.answer('2'), 'pin_new ', '2: a forgotten PIN, on their own phone');
select is(pg_temp.answer('2', 'sim'), 'pin ' || pg_temp.text('ussd_pin_own_phone'), 'not on another phone');
select pg_temp.answer('73916', 'sim') from generate_series(1, 4) \g /dev/null
select is(pg_temp.answer('73916', 'sim'), 'end ' || pg_temp.text('ussd_pin_paused', '30'), 'five wrong ones: a pause');
select is(pg_temp.answer('73915', 'sim'), 'end ' || pg_temp.text('ussd_pin_paused', '30'), 'then the right one isn''t');
select finish(); rollback;
