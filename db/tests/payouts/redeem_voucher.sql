begin; select plan(20);
\ir ../fixtures/vouchers.psql
select pg_temp.issue('2000', p_vendor => :station), pg_temp.issue('300', '111111', 'garage') \g /dev/null
select is(array[pg_temp.redeem(0, '100'), pg_temp.redeem(null, '100')], array['vendor_wrong', 'vendor_wrong'],
  'an approved vendor');
select is(array[pg_temp.redeem(:station, '100', '999999'), pg_temp.redeem(:station, '100', p_plate => 'KZZ 002B'),
  pg_temp.redeem(:garage, '100'), pg_temp.redeem(:station, '100', '111111')], array['wrong', 'wrong', 'wrong', 'wrong'],
  'other digits, another vehicle, another vendor or kind: the same answer');
delete from payouts.voucher_tries;
select is(array[pg_temp.redeem(:station, 'x'), pg_temp.redeem(:station, '5')], array['amount_wrong', 'too_little'],
  'whole shillings');
select is(pg_temp.redeem(:station, '2001'), 'over_cap', 'no more than the cap');
select is((select count(*)::int from payouts.payouts), 0, 'nothing was paid');
select is(pg_temp.redeem(:station, '1,500'), 'redeemed', 'the station takes what was used');
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()],
  array[264600 - 150500, 150500 + 30500]::bigint[], 'that and its fee leave the pot, the rest is back at once');
select results_eq($$ select p.kind, p.state, p.amount_cents, p.fee_cents, p.short_code, n.name
  from payouts.payouts p join payouts.vendor_payments using (payout_id) join payouts.vendors n using (vendor_id) $$,
  $$ values ('voucher', 'queued', 150000::bigint, 500::bigint, '123456', 'Kencom Fuel') $$, 'it is a payout');
select is(pg_temp.redeem(:station, '1500'), 'redeemed', 'the same request again gets the same answer');
select is(array[pg_temp.redeem(:station, '1500', p_request => 'two'), pg_temp.redeem(:station, '500')],
  array['used', 'used'], 'any other is told that it is used');
select is((select count(*)::int from payouts.payouts), 1, 'it is paid once');
select is(pg_temp.redeem(:garage, '300', '111111'), 'redeemed', 'any garage, where the voucher names none');
select payouts.take_result(payout_id, 'failed', 'SFC_IC0003', null, null, null) from payouts.payouts \g /dev/null
select is(array[pg_temp.balance(:fuel), pg_temp.clearing()], array[264600, 0]::bigint[],
  'a till that is wrong at the operator: the money is back');
select is(pg_temp.redeem(:station, '1500', p_request => 'two'), 'used', 'and the voucher stays used');
select pg_temp.issue('200', '222222') \g /dev/null
select pg_temp.redeem(:station, '100', '000000') from generate_series(1, 5) \g /dev/null
select is(pg_temp.redeem(:station, '100', '222222'), 'paused', 'after five wrong ones the right one is not taken');
select is((select count(*)::int from messaging.alarms where kind = 'vouchers_guessed'), 1, 'staff are told');
update payouts.voucher_tries set tried_at = tried_at - interval '1 hour';
insert into payouts.crew_rules (vehicle_id, owner_id, voucher_day_cents, set_by)
values (:vehicle_id, :owner_id, 100000, pg_temp.id('owner'));
select pg_temp.issue('100', '333333', p_by => 'driver', p_as => 'crew') \g /dev/null
insert into payouts.freezes (user_id) values (pg_temp.id('driver'));
select is(array[pg_temp.redeem(:station, '100', '333333'), pg_temp.redeem(:station, '50', '222222')],
  array['frozen', 'redeemed'], 'ZUIA of one of the crew stops the vouchers that they issued');
select pg_temp.issue('200', '222222') \g /dev/null
insert into payouts.freezes (user_id) values (pg_temp.id('owner'));
select is(pg_temp.redeem(:station, '100', '222222'), 'frozen', 'ZUIA stops it');
update payouts.vendors set state = 'removed', removed_by = pg_temp.id('ops'), removed_at = now(), removed_reason = 'x';
select is(pg_temp.redeem(:station, '100', '222222'), 'vendor_wrong', 'a removed vendor redeems nothing');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;
