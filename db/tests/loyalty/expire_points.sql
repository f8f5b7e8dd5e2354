-- Points that nobody used end after their period, the oldest first.
begin; select plan(11);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(10, 'a', now() - interval '181 days'), pg_temp.earn(5, 'a', now() - interval '10 days'),
       pg_temp.earn(10, 'b', now() - interval '200 days'), pg_temp.earn(30, 'b', now() - interval '20 days'),
       pg_temp.earn(10, 'c', now() - interval '300 days'), pg_temp.earn(7, 'd', now() - interval '1 day') \g /dev/null
select pg_temp.redeem('r1', 35, 'b'), pg_temp.redeem('r2', 4, 'c') \g /dev/null
select is(loyalty.expire_points(now()), 16::bigint, 'what is old and unused ends');
select is((pg_temp.points('a'), pg_temp.points('b'), pg_temp.points('c'), pg_temp.points('d'))::text, '(5,5,0,7)',
  'b used the old ones first, and of the new ones 25');
select is(loyalty.expire_points(now()), 0::bigint, 'once');
select is(loyalty.expire_points(now() + interval '165 days'), 5::bigint, 'later what is old by then');
select is((pg_temp.points('a'), pg_temp.points('b'))::text, '(5,0)', 'of b; a''s are ten days younger');
select is(loyalty.expire_points(now() + interval '164 days'), 0::bigint, 'a clock that went back ends nothing');
select is((select (max(accounts), sum(points))::text from loyalty.expiry_runs), '(2,21)', 'each run is kept');
-- Points that come back have a whole period again; an award that is taken back counts as of its day.
select pg_temp.earn(10, 'e') \g /dev/null
select pg_temp.redeem('r3', 10, 'e', now() + interval '1 minute'), loyalty.give_back('r3') \g /dev/null
select pg_temp.pays('RFN0000001', '60.00', 'f') \g /dev/null
select pg_temp.refund('RFN0000001', null) \g /dev/null
select pg_temp.earn(3, 'f') \g /dev/null
select loyalty.expire_points(now() + interval '180 days') \g /dev/null
select is(pg_temp.points('e'), 10::bigint, 'earned more than 180 days ago, but they came back later');
select is(pg_temp.points('f'), 0::bigint, 'only what was left');
select is((select count(*) from loyalty.loyalty_transactions where kind = 'expire' and points > -1), 0::bigint,
  'nothing is written for nobody');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
