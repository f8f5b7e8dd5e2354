begin;
\ir ../fixtures/one_vehicle.psql
select plan(11);
select s.outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(), p_messages => array[
  pg_temp.incoming('QAA0000001', '1500.00', 'nobody'), pg_temp.incoming('QAA0000002', '2500.00', 'nobody'), pg_temp.incoming('QAA0000003', '60.00', 'nobody')]) s;
create function pg_temp.place(p_receipt text, p_vehicle bigint) returns text language sql as $$
  select mobile_money.claim_suspense(p_receipt => p_receipt, p_vehicle_id => p_vehicle, p_claimed_by => 'user:7') $$;
create function pg_temp.held(p_receipt text) returns text language sql as $$
  select j.kind || ' ' || a.held_cents from audit.verifications a join ledger.journals j using (journal_id) where receipt = p_receipt $$;
select is(pg_temp.held('QAA0000001'), 'suspense 150000', 'in suspense');
select is(pg_temp.place('QAA0000001', :vehicle_id), 'placed', 'an operator says whose it is');
select is(pg_temp.held('QAA0000001'), 'fare 150000', 'and the vehicle''s pots hold it');
select throws_ok(format($$ select pg_temp.move('out', %s, %s, 1) $$, :fuel, :trust), 'LFF11', null, 'it does not leave them');
select is(pg_temp.place('QAA0000003', :vehicle_id), 'placed', 'what nobody doubts');
select lives_ok(format($$ select pg_temp.move('out', %s, %s, 1764) $$, :fuel, :trust), 'may leave');
select mobile_money.decide_verification(p_receipt => 'QAA0000002', p_word => 'verified', p_result_code => '0', p_said_status => 'Completed', p_said_amount => '2500.00');
select is(pg_temp.place('QAA0000002', :vehicle_id), 'placed', 'what is verified');
select is(pg_temp.held('QAA0000002'), 'fare 0', 'is not held where it goes');
select is(mobile_money.carry_hold(p_receipt => 'QNONE00001', p_journal_id => 1), 0::bigint, 'a payment we don''t have is not held');
select mobile_money.decide_verification(p_receipt => 'QAA0000001', p_word => 'verified', p_result_code => '0', p_said_status => 'Completed', p_said_amount => '1500.00');
select is(pg_temp.held('QAA0000001'), 'fare 0', 'the operator''s word reaches it where it is now');
select is((select array_agg(invariant) from audit.ledger_proof where faults <> 0), null, 'every invariant of the book holds');
select finish();
rollback;
