begin; select plan(5);
\ir ../fixtures/loyalty.psql
create function pg_temp.next() returns text language sql as $$
  select concat_ws(' ', n.points, (n.ends_at - now())::text)
    from (select null) q left join loyalty.next_expiry(loyalty.account_of(sha256('payer'))) n on true $$;
select is(pg_temp.next(), '', 'no points');
select pg_temp.earn(10, p_at => now() - interval '170 days'), pg_temp.earn(30, p_at => now() - interval '80 days')
  \g /dev/null
select is(pg_temp.next(), '10 10 days', 'the oldest');
select pg_temp.redeem('r1', 4) \g /dev/null
select is(pg_temp.next(), '6 10 days', 'what is not used of them');
select pg_temp.redeem('r2', 6) \g /dev/null
select is(pg_temp.next(), '30 100 days', 'then the next');
select pg_temp.redeem('r3', 30) \g /dev/null
select is(pg_temp.next(), '', 'all are used');
select * from finish(); rollback;
