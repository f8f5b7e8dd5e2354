begin;
\ir ../fixtures/menu.psql
select plan(6);
create function pg_temp.page(p_stages int, p_page int) returns text language sql as $$
  select string_agg(choice || coalesce((quote ->> 'n'), kind), ' ' order by choice)
    from ussd.stage_list(p_quotes => (select coalesce(jsonb_agg(jsonb_build_object('n', chr(64 + n))), '[]')
      from generate_series(1, p_stages) n), p_page => p_page) $$;
select is(pg_temp.page(1, 1), '1A 2amount', 'one stage and another amount');
select is(pg_temp.page(4, 1), '1A 2B 3C 4D 5amount', 'four stages fill a screen');
select is(pg_temp.page(5, 1), '1A 2B 3C 4more 5amount', 'five don''t fit: three, more, and another amount');
select is(pg_temp.page(5, 2), '1D 2E 3amount', 'the rest');
select is(pg_temp.page(8, 2), '1D 2E 3F 4more 5amount', 'and more of the rest');
select is(pg_temp.page(8, 3), '1G 2H 3amount', 'to the end');
select finish();
rollback;
