begin;
\ir ../fixtures/menu.psql
\ir ../fixtures/crew.psql
select plan(13);
create function pg_temp.answered(p_key text, p_who text default 'juma') returns text language sql as $$
  select s.state || ' ' || coalesce(s.context ->> 'hint', s.context ->> 'last_words', '')
    from ussd.answer_pin(p_session => pg_temp.crew_screen('pin', '{}', p_who), p_key => p_key,
    p_pin => pg_temp.pin(p_key), p_at => now()) s $$;
create function pg_temp.said(p_key text, variadic p_args text[] default '{}') returns text language sql
  as $$ select messaging.say(p_key => p_key, p_lang => 'sw', p_args => p_args) $$;
select is(pg_temp.answered('73915'), 'crew_menu ', 'right');
select is(pg_temp.answered('73916'), 'pin ' || pg_temp.said('ussd_pin_wrong'), 'wrong');
select is(pg_temp.answered(k), 'pin ' || pg_temp.said('ussd_pin_digits'), 'not five digits: ' || k)
  from unnest(array['7391', '739155', '7391a', '٧٣٩١٥', '0000']) k;
select is((select count(*) from accounts.pin_failures), 1::bigint, 'what can''t be a number is not counted');
select is(pg_temp.answered('2'), 'crew_code ', '2: another vehicle');
select is(pg_temp.answered('9'), 'pin_new ', '9: forgotten, on one''s own phone');
select is(pg_temp.answered('9', 'sim'), 'pin ' || pg_temp.said('ussd_pin_own_phone'),
  'on another phone nobody sets one');
select pg_temp.answered('73916', 'sim') from generate_series(1, 4) \g /dev/null
select is(pg_temp.answered('73916', 'sim'), 'end ' || pg_temp.said('ussd_pin_paused', '30'), 'five wrong ones');
select is(pg_temp.answered('73915', 'sim'), 'end ' || pg_temp.said('ussd_pin_paused', '30'),
  'and the right one too late');
select finish();
rollback;
