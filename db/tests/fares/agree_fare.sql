begin; select plan(6);
\ir ../fixtures/credit.psql
select pg_temp.intent('ab3xy', :vehicle_id, 8000) \g /dev/null
update mobile_money.payment_intents set receipt = 'AGR0000001', state = 'paid';
create function pg_temp.fare(p_cents bigint, p_receipt text default 'AGR0000001', p_vehicle bigint default null)
  returns bigint language sql as $$
  select fares.agree_fare('ab3xy', p_receipt, coalesce(p_vehicle, (select vehicle_id from fleet.vehicles)), p_cents) $$;
select is(pg_temp.fare(8000), 8000::bigint, 'what was asked for');
select is(pg_temp.fare(10000), 8000::bigint, 'never more than the price');
select is(pg_temp.fare(6000), 6000::bigint, 'less is less');
select is(pg_temp.fare(10000, 'AGR0000002'), 10000::bigint, 'a second payment of that prompt is as it is');
select is(pg_temp.fare(10000, p_vehicle => -1), 10000::bigint, 'and one that another vehicle gets');
select is(fares.agree_fare(null, 'AGR0000003', :vehicle_id, 10000), 10000::bigint, 'or that no prompt asked for');
select * from finish(); rollback;
