begin; select plan(4);
\ir ../fixtures/vouchers.psql
insert into payouts.voucher_tries (vendor_id, vehicle_id) select :station, :vehicle_id from generate_series(1, 4);
select is(payouts.are_tries_spent(:station, :vehicle_id), false, 'four are too few');
insert into payouts.voucher_tries (vendor_id, vehicle_id) values (:station, :vehicle_id);
select is(payouts.are_tries_spent(:station, null), true, 'five of a vendor');
select is(payouts.are_tries_spent(:garage, :vehicle_id), false, 'another vendor goes on');
insert into payouts.voucher_tries (vendor_id, vehicle_id) select :station, :vehicle_id from generate_series(1, 5);
select is(payouts.are_tries_spent(:garage, :vehicle_id), true, 'until ten are about one vehicle');
select * from finish(); rollback;
