-- Commission is set aside for points, within the budget, once for a day.
begin; select plan(9);
\ir ../fixtures/refunds.psql
select is(loyalty.fund_points(now()), 0::bigint, 'nothing was earned');
select pg_temp.pays('RFN0000001', '1000.00') \g /dev/null
select is(loyalty.fund_points(now()), 0::bigint, 'today''s commission is set aside tomorrow');
select is(loyalty.fund_points(now() + interval '1 day'), 1000::bigint, 'half of 20.00: the budget');
select is(pg_temp.accounts(), 'commission 1000, loyalty 1000, trust -100000, vehicle/fuel 29400, vehicle/insurance '
  '19600, vehicle/maintenance 4900, vehicle/profit 34300, vehicle/sacco 9800', 'nobody else pays for it');
select is(loyalty.fund_points(now() + interval '1 day'), 0::bigint, 'once');
-- No more than is owed, nor than is there.
update config.settings set value = '10000' where setting = 'loyalty_budget_bps';
update config.settings set value = '12' where setting = 'loyalty_point_cents';
select pg_temp.pays('RFN0000002', '100.00') \g /dev/null
select is((select points from loyalty.liability()), 110::bigint, 'hundred and ten points are worth 13.20');
select is((select count(*) from ledger.journals where kind = 'points_funded'), 1::bigint, 'one journal so far');
update config.settings set value = '0' where setting = 'loyalty_budget_bps';
select is(loyalty.fund_points(now() + interval '2 days'), 0::bigint, 'without a budget nothing');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
