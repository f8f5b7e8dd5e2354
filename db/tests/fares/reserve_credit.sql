begin; select plan(6);
\ir ../fixtures/credit.psql
select pg_temp.credit('RSC0000001', '60.00'), pg_temp.opens('mpesa') \g /dev/null
create function pg_temp.reserve(p_cents bigint, p_points bigint default 0) returns text language sql as $$
  select fares.reserve_credit(pg_temp.newest_ref(), sha256('sim'), (select sacco_id from fleet.saccos), 'KES', p_cents,
    p_points) $$;
select is(pg_temp.reserve(6001), 'lacking', 'more than there is');
select is(pg_temp.reserve(0), 'lacking', 'nothing is no reservation');
select is(pg_temp.reserve(null), 'lacking', 'nor is null');
select is(pg_temp.reserve(6000, 60), 'reserved', 'all of it');
select is(pg_temp.reserve(6000), 'known', 'once');
select is((select row(cents, points, state)::text from fares.credit_uses), '(6000,60,reserved)', 'with its points');
select * from finish(); rollback;
