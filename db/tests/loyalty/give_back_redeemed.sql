-- A fare that points paid in part is given back, wholly and in part: the points come back once.
begin; select plan(25);
\ir ../fixtures/loyalty.psql
select pg_temp.earn(95) \g /dev/null
select pg_temp.pays_with_points('RFN0000001', 8000, 50) \g /dev/null
select is(pg_temp.points(), 48::bigint, 'fare of 80: 50 points, 30 by M-Pesa, which earned 3');
-- In part: money first.
select is(pg_temp.refund('RFN0000001', 2000, 'credit', 'q1'), 'refunded', '20 go back');
select is(pg_temp.points(), 46::bigint, 'of the 30 in money: two of three points are taken back');
select is(pg_temp.balance(:credit_wallet), 2000::bigint, 'all as credit');
select is(pg_temp.refund('RFN0000001', 2050, 'credit', 'q2'), 'refunded', '20.50 more: 10 of money, 10.50 of points');
select is(pg_temp.points(), 55::bigint, 'ten points came back, the last earned one went');
select is(pg_temp.balance(:credit_wallet), 3050::bigint, 'the half shilling that is no point is credit');
select is(pg_temp.refund('RFN0000001', 2050, 'credit', 'q2'), 'known', 'the same request again');
select is(pg_temp.points(), 55::bigint, 'changes nothing');
select is(pg_temp.refund('RFN0000001', null, 'credit', 'q3'), 'refunded', 'the rest');
select is(pg_temp.points(), 94::bigint, 'all points are back but for the one whose first half is credit already');
select is(pg_temp.balance(:credit_wallet), 3100::bigint, 'and what money paid is credit');
-- Wholly, of an amount that the operator has not confirmed.
select pg_temp.earn(20, 'b') \g /dev/null
select pg_temp.pays_with_points('RFN0000002', 4000, 20, 'b') \g /dev/null
select ledger.hold_journals(array[(select journal_id from fares.fares where receipt = 'RFN0000002')],
  'not yet verified') \g /dev/null
select is(pg_temp.refund('RFN0000002', null), 'refunded', 'held money goes back');
select is(pg_temp.points('b'), 20::bigint, 'its points come back at once');
select is((select sum(h.amount_cents)::bigint from ledger.holds h where h.released_at is null), 2000::bigint,
  'only what money paid is held as credit');
-- Points of a prompt that was never paid are not given back twice.
select pg_temp.earn(10, 'c'), pg_temp.redeem('refrfn0000003', 10, 'c'), loyalty.give_back('refrfn0000003') \g /dev/null
select is(loyalty.give_back_redeemed('RFN0000003', 1), 0::bigint, 'they came back before');
-- A part came back as credit and is spent: what comes back then is no more than the rest of what was paid.
select pg_temp.pays('RFN0000009', '500.00', 'other'), pg_temp.refund('RFN0000009', null) \g /dev/null
create function pg_temp.half_spent(p_receipt text, p_who text) returns bigint language sql as $$
  select pg_temp.earn(40, p_who);
  select pg_temp.pays_with_points(p_receipt, 10000, 40, p_who);
  insert into fares.credit_uses (payment_ref, phone_hash, sacco_id, currency, cents, points, state, ended_at)
  select i.payment_ref, i.phone_hash, v.sacco_id, 'KES', 4000, 40, 'used', now()
    from mobile_money.payment_intents i join fleet.vehicles v using (vehicle_id) where i.receipt = p_receipt;
  select pg_temp.refund(p_receipt, 5000);
  insert into fares.credit_movements (phone_hash, sacco_id, currency, cents, journal_id)
  select r.phone_hash, r.sacco_id, r.currency, -5000, pg_temp.move(p_receipt,
           loyalty.sub_wallet('credit', r.sacco_id, 'KES'), s.trust_sub_wallet_id, 5000)
    from fares.refunds r join fares.fares f using (receipt) join fares.split_rules s using (split_rule_id)
   where r.receipt = p_receipt returning cents $$;
create function pg_temp.credit_of(p_who text) returns bigint language sql as $$
  select sum(cents)::bigint from fares.credit_movements where phone_hash = sha256(p_who::bytea) $$;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('d'), '\x01', '126') \g /dev/null
select pg_temp.half_spent('RFN0000004', 'd') \g /dev/null
select is(pg_temp.refund('RFN0000004', null, 'phone'), 'refunded', '60 + 40 points, of which 50 were spent as credit');
select is((select sum(amount_cents)::bigint from payouts.payouts), 1000::bigint, '10 go to the phone');
select is(pg_temp.points('d'), 40::bigint, '40 points come back');
select is(pg_temp.credit_of('d'), 0::bigint, 'and nobody else pays for it');
select pg_temp.half_spent('RFN0000005', 'e') \g /dev/null
select is(fares.take_back('RFN0000005', 'by the portal', null, null), 'taken_back', 'the operator takes the 60 back');
select is(pg_temp.credit_of('e'), 0::bigint, 'the credit of others stays');
select is(pg_temp.points('e'), 0::bigint, 'no points: they were spent as credit');
select is((select sum(balance_cents)::bigint from audit.wallet_balances where kind = 'difference'), -1000::bigint,
  'we lost what had been given back too much');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select * from finish(); rollback;
