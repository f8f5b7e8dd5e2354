begin; select plan(6);
select is(access.parse_day(p_text => '2026-11-22'), date '2026-11-22', 'a day of a date picker');
select is(access.parse_day(p_text => '2/11/2026'), date '2026-11-02', 'a day as people write it, its month second');
select is(access.parse_day(p_text => ''), null, 'an empty text is no day');
select throws_ok($$ select access.parse_day(p_text => '2026-02-30') $$, 'LFV81', null, 'an impossible day is refused');
select throws_ok($$ select access.parse_day(p_text => '11/22/2026') $$, 'LFV81', null, 'an impossible month too');
select throws_ok($$ select access.parse_day(p_text => 'tomorrow') $$, 'LFV81', null, 'a word is refused');
select finish(); rollback;
