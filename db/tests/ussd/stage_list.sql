begin; select plan(6);
\ir ../fixtures/menu.psql
create function pg_temp.page(p_stages int, p_page int) returns text language sql as $$
  select string_agg(choice || coalesce((quote ->> 'n'), kind), ' ' order by choice)
    from ussd.stage_list(p_quotes => (select coalesce(jsonb_agg(jsonb_build_object('n', chr(64 + n))), '[]')
      from generate_series(1, p_stages) n), p_page => p_page) $$;
select is(pg_temp.page(t.stages, t.page), t.choices, t.sentence) from (values
  (1, 1, '1A 2amount', 'one stage and another amount'),
  (4, 1, '1A 2B 3C 4D 5amount', 'four stages fill a screen'),
  (5, 1, '1A 2B 3C 4more 5amount', 'of five: three, more, and another amount'),
  (5, 2, '1D 2E 3amount', 'then the rest'),
  (8, 2, '1D 2E 3F 4more 5amount', 'of eight: three more'),
  (8, 3, '1G 2H 3amount', 'then the last two')) as t(stages, page, choices, sentence);
select finish(); rollback;
