begin; select plan(9);
\ir ../fixtures/owner_dials.psql
create function pg_temp.choose(p_key text, p_page int default 1, p_count int default 7) returns text language sql as $$
  select concat_ws(' ', s.state, s.context ->> 'hint', s.context ->> 'page', s.context #>> '{party,id}')
    from ussd.answer_payout_party(pg_temp.on_screen('payout_party', jsonb_build_object('page', p_page, 'parties',
      (select jsonb_agg(jsonb_build_object('kind', 'owner', 'id', 10 * n)) from generate_series(1, p_count) n))),
      p_key) s $$;
select is(pg_temp.choose('1'), 'payout 1 10', 'the first');
select is(pg_temp.choose('5'), 'payout 1 50', 'the last of the page');
select is(pg_temp.choose('6'), 'payout_party 2', '6 is the next page');
select is(pg_temp.choose('2', 2), 'payout 2 70', 'the second of the next page');
select is(pg_temp.choose('3', 2), 'payout_party ' || pg_temp.text('ussd_hint') || ' 2', 'which has no third');
select is(pg_temp.choose('6', 2), 'payout_party ' || pg_temp.text('ussd_hint') || ' 2', 'and no next page');
select is(pg_temp.choose('6', 1, 5), 'payout_party ' || pg_temp.text('ussd_hint') || ' 1', 'five fit one page');
select is(pg_temp.choose('x'), 'payout_party ' || pg_temp.text('ussd_hint') || ' 1', 'no letter');
select is((ussd.back(ussd.answer_payout_party(pg_temp.on_screen('payout_party',
  '{"page": 1, "parties": [1,2,3,4,5,6]}'), '6'))).context ->> 'page', '1', '0 leads back to the page before');
select finish(); rollback;
