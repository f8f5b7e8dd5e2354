begin; select plan(5);
\ir ../fixtures/closed_days.psql
create function pg_temp.page(p_who text, p_period text default 'month') returns jsonb language sql as $$
  select sacco.account_statement(p_session => sha256(p_who::bytea), p_period => p_period, p_on => '2026-11-21',
    p_asof => '1000000000000000000-1795294799') $$;
select is((select string_agg(l ->> 'cents', ' ') from jsonb_array_elements(pg_temp.page('admin') -> 'lines') l),
  '588 392', 'its dues of each day, from stored totals');
select is((select string_agg(concat_ws(' ', p ->> 'plate', p ->> 'owner', p ->> 'in_cents'), ', ')
            from jsonb_array_elements(pg_temp.page('treasurer') -> 'sub_wallets') p where p ->> 'in_cents' <> '0'),
  'KZZ 001A Mama Njeri 980', 'by vehicle and owner');
select is(pg_temp.page('admin') -> 'whose', '["Test Line"]', 'it says whose it is');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has another one');
select is(pg_temp.refused(), 'sacco pages', 'the refusal is counted');
select finish(); rollback;
