begin; select plan(9);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '200.00'), pg_temp.pays('RFN0000002', '900.00') \g /dev/null
select is(pg_temp.refund('RFN0000001', null, 'phone'), 'refunded', 'paid to the phone');
select is((select (p.amount_cents, p.fee_cents, p.phone_hash = sha256('payer'))::text from payouts.payouts p
  join fares.refunds r using (payout_id)), '(20000,500,t)', 'all of it arrives');
select is(pg_temp.balance(:commission), 1300::bigint, '18.00 of the other fare pay the fee of 5.00');
select is((select sum(cents)::bigint from fares.credit_movements), 0::bigint, 'no credit is left');
-- The passenger's SIM was swapped: somebody else than who gave the fare back decides.
update payouts.sim_connector set seen_at = clock_timestamp();
select is(pg_temp.refund('RFN0000002', 10000, 'phone'), 'refunded', 'another');
select max(payout_id) as swapped from payouts.payouts \gset
select is((select string_agg(whose, ' ') from payouts.sim_checks), 'receiver',
  'only the passenger''s SIM is asked about');
select is(payouts.take_sim_answer(:swapped, 'receiver', 'swapped'), 'requested', 'a second person is needed');
select is(payouts.decide(pg_temp.id('ops'), :swapped, 'approved', null), 'same_person', 'not who gave the fare back');
select is(payouts.decide(pg_temp.id('finance'), :swapped, 'approved', null), 'queued', 'somebody else');
select * from finish(); rollback;
