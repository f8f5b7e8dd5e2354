begin; select plan(13);
\ir ../fixtures/vendors.psql
select is(array[pg_temp.planned(0, '1000'), pg_temp.planned(null, '1000')], array['vendor_wrong', 'vendor_wrong'],
  'a vendor that exists');
select is(array[pg_temp.planned(:station, ''), pg_temp.planned(:station, '10.50'), pg_temp.planned(:station, '-5')],
  array['amount_wrong', 'amount_wrong', 'amount_wrong'], 'whole shillings');
select is(pg_temp.planned(:station, '5'), 'too_little', 'from the smallest payout on');
select is(pg_temp.planned(:station, '300000'), 'too_much', 'up to the largest of the operator');
select is(pg_temp.planned(:station, '2638'), 'not_enough', 'amount and fee are in the fuel pot: 2,637 and 9');
select is(array[pg_temp.planned(:station, '2,637'), pg_temp.planned(:garage, '436'), pg_temp.planned(:garage, '437')],
  array['fits', 'fits', 'not_enough'], 'each kind is paid from its own pot');
select results_eq(format($$ select n.sub_wallet_ids, n.cents, (n.payout).fee_cents, n.free_cents,
  (n.payout).needs_approval from payouts.plan_vendor(pg_temp.id('owner'), sha256('owner'), %s, %s, %s, '2000') n $$,
  :owner_id, :vehicle_id, :station), format($$ values (array[%s::bigint], array[200900::bigint], 900::bigint,
  264600::bigint, false) $$, :fuel), 'the fuel pot pays, fee on top');
update config.settings set value = '100000' where setting = 'payout_alone_cents';
select is((payouts.plan_vendor(pg_temp.id('owner'), sha256('owner'), :owner_id, :vehicle_id, :station,
  '1001')).payout.needs_approval, true, 'above the threshold a second person approves');
select pg_temp.send(10000, 'Kencom Fuel, till 123456'), pg_temp.pay(:station, '100') \g /dev/null
update payouts.velocity_limits set most_count = 1 where rule = 'destination_hour';
select is(pg_temp.planned(:station, '2000'), 'fits', 'a station is paid by many: its limits don''t count');
update payouts.velocity_limits set most_count = 1 where rule = 'vehicle_hour';
select is(pg_temp.planned(:station, '2000'), 'too_fast', 'those of the vehicle do');
update payouts.velocity_limits set most_count = 6 where rule = 'vehicle_hour';
update config.settings set value = '100000' where setting = 'payout_cap_new_device_cents';
select is(pg_temp.planned(:station, '2000'), 'over_cap', 'a new device has its cap');
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.planned(:station, '100'), 'frozen', 'ZUIA stops it');
select is((payouts.plan_vendor(pg_temp.id('owner'), sha256('owner'), :owner_id, :other_vehicle_id, :station,
  '1000')).free_cents, 0::bigint, 'another''s vehicle pays nothing');
select * from finish(); rollback;
