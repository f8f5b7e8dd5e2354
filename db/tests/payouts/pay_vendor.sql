begin; select plan(14);
\ir ../fixtures/vendors.psql
select pg_temp.send(100000, 'Fundi Mzuri, 247247 ..4321') \g /dev/null
select is(pg_temp.pay(:station, '1000'), 'code_wrong', 'a code for another vendor');
select pg_temp.send(90000, 'Kencom Fuel, till 123456') \g /dev/null
select is(pg_temp.pay(:station, '1000'), 'code_wrong', 'a code for another amount');
select pg_temp.send(100000, 'Kencom Fuel, till 123456') \g /dev/null
select is(pg_temp.pay(:station, '1000', 'other'), 'code_wrong', 'other digits');
select is(array[pg_temp.balance(:fuel)::text,
    (select count(*)::text from audit.changes where action = 'refuse_payout')],
  array['264600', '3'], 'nothing moves, and each refusal is in the audit log');
select is(pg_temp.pay(:station, '1000'), 'queued', 'the code for this amount and vendor');
select is(pg_temp.balance(:fuel), 264600 - 100500::bigint, 'the fuel pot pays amount and fee');
select is(pg_temp.pay(:station, '1000'), 'already_pending', 'the same again while it is on its way is refused');
select is(pg_temp.pay(:station, '900'), 'code_wrong', 'a code is used once');
select results_eq($$ select p.kind, p.party_kind, p.channel, p.short_code, p.amount_cents, v.name
  from payouts.payouts p join payouts.vendor_payments y using (payout_id) join payouts.vendors v using (vendor_id) $$,
  $$ values ('vendor', 'owner', 'till', '123456', 100000::bigint, 'Kencom Fuel') $$, 'the payout names its vendor');
-- Scenario 26: the till is wrong at the operator.
select is(payouts.take_result((select max(payout_id) from payouts.payouts), 'failed', 'SFC_IC0003', null, null, null),
  'failed', 'the operator knows no such till');
select is(pg_temp.balance(:fuel), 264600::bigint, 'the money is back in the fuel pot');
select is((select o.payload ->> 'text' like '%M-Pesa haimjui mpokeaji huyo%' from messaging.outbox o
             where o.key like 'payout/%'),
  true, 'and the owner is told why');
update config.settings set value = '50000' where setting = 'payout_alone_cents';
select pg_temp.send(100000, 'Kencom Fuel, till 123456') \g /dev/null
select is(pg_temp.pay(:station, '1000'), 'requested', 'above the threshold it waits for a second person');
select is(pg_temp.faults(), null, 'the ledger is whole');
select * from finish(); rollback;
