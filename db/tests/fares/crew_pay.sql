begin; select plan(5);
\ir ../fixtures/crew.psql
select fares.set_split_rule(p_vehicle_id => :other_vehicle_id, p_effective_from => '2020-01-02 00:00+03',
  p_commission_bps => 200, p_commission_fixed_cents => 0, p_purposes => array['crew', 'profit'],
  p_shares_bps => array[1000, 9000], p_home_purpose => 'profit', p_made_by => 'test') as crew_rule \gset
-- Juma's trip until 14:03, Asha's from then on; the fares are of 14:02:59 and 14:03:00.
create function pg_temp.trip(p_who text, p_from timestamptz, p_to timestamptz) returns bigint language sql as $$
  insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
  values ((select max(vehicle_id) from fleet.vehicles), pg_temp.crew_id(p_who), p_from, '2026-11-23 19:00+03', p_to,
    case when p_to is not null then 'next' end) returning trip_id $$;
select pg_temp.trip('juma', '2026-11-23 13:00+03', '2026-11-23 14:03:00.4+03') as a,
       pg_temp.trip('asha', '2026-11-23 14:03:00.4+03', null) as b \gset
select pg_temp.post_fare('QA00000001', :crew_rule, 6000, '2026-11-23 14:02:59+03'),
       pg_temp.post_fare('QA00000002', :crew_rule, 7300, '2026-11-23 14:03:00+03') \g /dev/null
select is(fares.crew_pay(p_trip_id => :a), 588::bigint, '10 % of 60.00 less 2 %, to Juma');
select is(fares.crew_pay(p_trip_id => :b), 715::bigint, '10 % of 73.00 less 2 %, to Asha');
select is(fares.crew_pay(p_trip_id => :a) + fares.crew_pay(p_trip_id => :b), (
  select pg_temp.balance(r.sub_wallet_ids[1]) from fares.split_rules r where r.split_rule_id = :crew_rule),
  'together all that the rule gave the crew');
select is(fares.crew_pay(p_trip_id => null), 0::bigint, 'no trip: nothing');
select is((select count(*) from fares.trip_fares(p_trip_id => :b)), 1::bigint, 'each fare is on one trip');
select finish(); rollback;
