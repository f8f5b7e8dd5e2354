-- How many points can be used, and what bounds it.
begin; select plan(11);
\ir ../fixtures/loyalty.psql
create function pg_temp.usable(p_cents bigint, p_who text default 'payer') returns text language sql as $$
  select concat_ws(' ', u ->> 'points', u ->> 'usable', u ->> 'cents', u ->> 'why') from loyalty.usable(sha256(
    p_who::bytea), (select sacco_id from fleet.saccos where name = 'Test Line'), p_cents, now()) u $$;
select is(pg_temp.usable(6000), '0 0 0 no_points', 'who never earned');
select pg_temp.earn(30) \g /dev/null
select is(pg_temp.usable(6000), '30 30 3000', 'all of them');
select is(pg_temp.usable(2050), '30 20 2000 fare', 'no more than whole points of the fare');
select is(pg_temp.usable(null), '30 30 3000', 'without a fare');
select pg_temp.earn(65) \g /dev/null
select is(pg_temp.usable(6000), '95 50 5000 passenger_limit', 'fifty a day');
select pg_temp.redeem('r1', 50) \g /dev/null
select is(pg_temp.usable(6000), '45 0 0 passenger_limit', 'today they are used up');
update config.settings set value = '60' where setting = 'loyalty_programme_points';
select pg_temp.earn(40, 'b') \g /dev/null
select is(pg_temp.usable(6000, 'b'), '40 10 1000 programme_limit', 'ten are left for everybody');
update config.settings set value = '20000' where setting = 'loyalty_programme_points';
select pg_temp.move('taken', :points_wallet, :trust, 94300) \g /dev/null
select is(pg_temp.usable(6000, 'b'), '40 7 700 not_funded', 'seven shillings are set aside');
update config.settings set value = '250' where setting = 'loyalty_point_cents';
select is(pg_temp.usable(6000, 'b'), '40 2 500 not_funded', 'two points at 2.50');
select pg_temp.earn(3, 'c'), pg_temp.earn(1, 'd') \g /dev/null
insert into loyalty.loyalty_transactions (loyalty_account_id, kind, points, receipt, refund_id, business_on, earned_at)
values (loyalty.account_of(sha256('c')), 'take_back', -5, 'RFN0000001', 1, current_date, now());
select is(pg_temp.usable(6000, 'c'), '-2 0 0 no_points', 'below zero none');
select is(pg_temp.usable(0, 'd'), '1 0 0 fare', 'nothing is left to pay');
select * from finish(); rollback;
