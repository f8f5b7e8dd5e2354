begin;
select plan(4);
select is(security.typed_day(p_text => '2026-11-22'), date '2026-11-22', 'a day');
select is(security.typed_day(p_text => ''), null, 'not said');
select throws_ok($$ select security.typed_day(p_text => '2026-02-30') $$, 'LFV81', null, 'a day that is none');
select throws_ok($$ select security.typed_day(p_text => 'tomorrow') $$, 'LFV81', null, 'words are no days');
select finish();
rollback;
