begin; select plan(15);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy']) r;
select pg_temp.remember();
create function pg_temp.why(p_receipt text) returns text language sql as $$ select concat_ws(' ',
  v.state, v.why::text, o.topic, a.held_cents) from mobile_money.verifications v join audit.verifications a
  using (receipt) left join messaging.outbox o on o.key = v.receipt || '/1' where v.receipt = p_receipt $$;
select is(pg_temp.confirm(pg_temp.incoming('QAA0000001', '1000.00')), 'posted', 'a fare of just the limit is posted');
select is((select count(*) from mobile_money.verifications), 0::bigint, 'it is an ordinary fare');
select is(pg_temp.confirm(pg_temp.incoming('QAA0000002', '1000.01')), 'posted', 'one a cent above the limit is posted');
select is(pg_temp.why('QAA0000002'), 'wanted {above_limit} status_query 100001', 'it is held, and M-Pesa is asked');
select is(pg_temp.confirm(pg_temp.incoming('QAA0000003', '61.00', p_payment_ref => 'ab3xy')),
  'posted', 'another amount than was asked for is posted');
select is(pg_temp.why('QAA0000003'), 'wanted {amount_differs} status_query 6100', 'it is held too');
select is(pg_temp.confirm(pg_temp.incoming('QAA0000004', '2000.00', 'nobody')),
  'suspense', 'money above the limit goes to suspense');
select is(pg_temp.why('QAA0000004'), 'wanted {above_limit} status_query 200000', 'it is held there');
select is(pg_temp.try_move(:suspense, :trust, 1), 'LFF11', 'held money does not leave');
select pg_temp.confirm(pg_temp.incoming('QAA0000005', '1000.00', p_payment_ref => 'cd4xy'));
select is(pg_temp.why('QAA0000005'), 'wanted {amount_differs} status_query 100000', 'just the limit is not above it');
select is(pg_temp.confirm(pg_temp.incoming('QAA0000002', '1000.01')), 'posted', 'a repeat has the same outcome');
select is((select count(*) from messaging.outbox where topic = 'status_query'), 4::bigint, 'nothing more is asked');
select ok((select bool_and(ref ~ '^[0-9a-f]{32}$') from mobile_money.verifications), 'the address can''t be guessed');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'fares.credit_movements fares.fares ledger.holds ledger.journals ledger.ledger_entries ledger.sub_wallets '
  'ledger.wallets loyalty.loyalty_accounts loyalty.loyalty_transactions messaging.outbox mobile_money.mpesa_callbacks '
  'mobile_money.payment_intents mobile_money.payments mobile_money.verifications', 'nothing else changed');
select finish(); rollback;
