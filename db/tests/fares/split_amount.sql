-- Every rule and every amount: db/tests/concurrency/test_split_properties.py. Here, the cases with a name.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(22);
create function pg_temp.split(p_cents bigint, p_bps int, p_fixed bigint, p_shares int[], p_home int default 1)
  returns bigint[] language sql as $$
  select fares.split_amount(p_amount_cents => p_cents, p_commission_bps => p_bps, p_commission_fixed_cents => p_fixed,
                            p_shares_bps => p_shares, p_home_ordinal => p_home) $$;
select is(pg_temp.split(6000, 200, 0, '{3000,500,1000,2000,3500}', 5), '{120,1764,294,588,1176,2058}',
  'KES 60 by the demo rule comes out even');
select is(pg_temp.split(100, 200, 0, '{3000,500,1000,2000,3500}', 5), '{2,29,5,10,20,34}', 'KES 1 sums to KES 1');
select is(pg_temp.split(1, 200, 0, '{3000,500,1000,2000,3500}', 5), '{0,0,0,0,0,1}',
  'a cent goes to the largest share');
select is(pg_temp.split(1, 0, 0, '{5000,5000}', 2), '{0,0,1}', 'between equals, to the home');
select is(pg_temp.split(1, 0, 0, '{5000,5000}', 1), '{0,1,0}', 'wherever the home is');
select is(pg_temp.split(1, 5000, 0, '{10000}', 1), '{0,1}', 'our commission loses a tie');
select is(pg_temp.split(1, 5001, 0, '{10000}', 1), '{1,0}', 'but not more than a tie');
select is(pg_temp.split(2, 0, 0, '{2500,2500,2500,2500}', 3), '{0,1,0,1,0}',
  'after the home, the rule''s own order decides');
select is(pg_temp.split(101, 0, 0, '{3333,3333,3334}', 1), '{0,34,33,34}',
  'the larger remainder comes before the home');
select is(pg_temp.split(6000, 0, 0, '{10000}', 1), '{0,6000}', '0 % commission leaves all to the owner');
select is(pg_temp.split(6000, 10000, 0, '{10000}', 1), '{6000,0}', '100 % commission leaves nothing');
select is(pg_temp.split(6000, 0, 0, '{0,10000,0}', 1), '{0,0,6000,0}', 'a share of 0 % gets nothing, be it the home');
select is(pg_temp.split(7, 0, 0, '{0,3333,6667}', 1), '{0,0,2,5}', 'not even a cent that is left over');
select is(pg_temp.split(500, 200, 300, '{10000}', 1), '{310,190}', 'fixed cents come on top of the share');
select is(pg_temp.split(500, 0, 500, '{5000,5000}', 1), '{500,0,0}', 'fixed cents that equal the fare take it all');
select is(pg_temp.split(500, 200, 1000, '{5000,5000}', 1), '{500,0,0}',
  'fixed cents above the fare take the fare and no more');
select is(pg_temp.split(1, 9999, 1000000, '{10000}', 1), '{1,0}',
  'a 1-cent fare with a huge fixed commission is one cent');
select is(pg_temp.split(0, 200, 0, '{10000}', 1), '{0,0}', 'nothing divided is nothing');
select is((select sum(c) from unnest(pg_temp.split(90000000000, 200, 0, '{3000,500,1000,2000,3500}', 5)) c),
  90000000000::numeric, 'the largest fare it takes still sums');
select throws_ok($$select pg_temp.split(9000000000000, 200, 0, '{10000}')$$, '22003', null,
  'beyond that it refuses rather than be wrong');
select is((select count(*)::int from generate_series(1, 3000) a
  where (select sum(c) from unnest(pg_temp.split(a, 237, 13, '{3333,3333,1,3333}', 2)) c) <> a),
          0, 'every fare from 1 cent to KES 30 sums, by an awkward rule');
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
