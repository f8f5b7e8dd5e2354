-- Every rule and every amount: db/tests/concurrency/test_split_properties.py. Here, the cases with a name.
begin; select plan(22);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.split(p_cents bigint, p_bps int, p_fixed bigint, p_shares int[], p_home int default 1)
  returns bigint[] language sql as $$ select fares.split_amount(p_amount_cents => p_cents, p_commission_bps => p_bps,
  p_commission_fixed_cents => p_fixed, p_shares_bps => p_shares, p_home_ordinal => p_home) $$;
select is(pg_temp.split(t.cents, t.bps, t.fixed, t.shares::int[], t.home)::text, t.parts, t.sentence) from (values
  (6000, 200, 0, '{3000,500,1000,2000,3500}', 5, '{120,1764,294,588,1176,2058}', 'KES 60 by the demo rule is even'),
  (100, 200, 0, '{3000,500,1000,2000,3500}', 5, '{2,29,5,10,20,34}', 'KES 1 sums to KES 1'),
  (1, 200, 0, '{3000,500,1000,2000,3500}', 5, '{0,0,0,0,0,1}', 'a cent goes to the largest share'),
  (1, 0, 0, '{5000,5000}', 2, '{0,0,1}', 'between equals it goes to the home purpose'),
  (1, 0, 0, '{5000,5000}', 1, '{0,1,0}', 'whichever that is'),
  (1, 5000, 0, '{10000}', 1, '{0,1}', 'our commission loses a tie'),
  (1, 5001, 0, '{10000}', 1, '{1,0}', 'but wins with a larger remainder'),
  (2, 0, 0, '{2500,2500,2500,2500}', 3, '{0,1,0,1,0}', 'after the home purpose the rule''s own order decides'),
  (101, 0, 0, '{3333,3333,3334}', 1, '{0,34,33,34}', 'a larger remainder comes before the home purpose'),
  (6000, 0, 0, '{10000}', 1, '{0,6000}', '0 % commission leaves all to the owner'),
  (6000, 10000, 0, '{10000}', 1, '{6000,0}', '100 % commission leaves nothing'),
  (6000, 0, 0, '{0,10000,0}', 1, '{0,0,6000,0}', 'a share of 0 % gets nothing, even as home purpose'),
  (7, 0, 0, '{0,3333,6667}', 1, '{0,0,2,5}', 'not even a cent that is left over'),
  (500, 200, 300, '{10000}', 1, '{310,190}', 'a fixed commission is added to the share'),
  (500, 0, 500, '{5000,5000}', 1, '{500,0,0}', 'a fixed commission that equals the fare takes it all'),
  (500, 200, 1000, '{5000,5000}', 1, '{500,0,0}', 'a larger one takes no more than the fare'),
  (1, 9999, 1000000, '{10000}', 1, '{1,0}', 'a huge one takes one cent of a 1-cent fare'),
  (0, 200, 0, '{10000}', 1, '{0,0}', 'zero divided is zero')) as t(cents, bps, fixed, shares, home, parts, sentence);
select is((select sum(c) from unnest(pg_temp.split(90000000000, 200, 0, '{3000,500,1000,2000,3500}', 5)) c),
  90000000000::numeric, 'the largest fare still sums');
select throws_ok($$select pg_temp.split(9000000000000, 200, 0, '{10000}')$$, '22003', null, 'a larger one is refused');
select is((select count(*)::int from generate_series(1, 3000) a where (select sum(c) from unnest(pg_temp.split(a,
    237, 13, '{3333,3333,1,3333}', 2)) c) <> a), 0, 'every fare from 1 cent to KES 30 sums, by an awkward rule');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
