begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 100 * i) from generate_series(1, 3) i \g /dev/null
create function pg_temp.listed(p_before text, p_limit int) returns text language sql as $$
  select string_agg(h ->> 'amount_cents', ' ' order by n) from jsonb_array_elements(payouts.history('owner',
    array[(select owner_id from fleet.owners where name = 'Mama Njeri')], p_before, p_limit, 'Africa/Nairobi'))
    with ordinality e(h, n) $$;
select is(pg_temp.listed('', 5), '30000 20000 10000', 'newest first');
select is(pg_temp.listed('', 1), '30000 20000', 'one more than a page says that there are more');
select is(pg_temp.listed((select payout_ref from payouts.payouts where amount_cents = 20000), 5), '10000',
  'what comes after one');
select finish(); rollback;
