begin;
\ir ../fixtures/one_vehicle.psql
select plan(12);
create function pg_temp.settle(p_message mobile_money.payment_message, p_kind text default 'c2b_confirmation')
  returns text language sql as $$
  select outcome from mobile_money.settle_payments(p_kind => p_kind, p_messages => array[p_message],
    p_received_at => now()) $$;
create function pg_temp.bodies(p_receipt text) returns text language sql as $$
  select string_agg(kind || ' ' || outcome || ' ' || (body_sealed <> ''), ', ' order by kind)
    from mobile_money.mpesa_callbacks where receipt = p_receipt $$;
create function pg_temp.erase(p_who text) returns text language sql as $$
  select privacy.erase_phone(p_phone_hash => sha256(p_who::bytea), p_by => 'user:1',
    p_reason => 'asked by letter') ->> 'outcome' $$;
-- One who dialled, one whose number only the confirmation told, one whom M-Pesa was asked about in vain.
select pg_temp.intent('ref1', :vehicle_id, 6000) as account_ref, pg_temp.intent('ref4', :vehicle_id, 6000)
  as other_ref \gset
select is(array[pg_temp.settle(pg_temp.incoming('QAA0000001', p_account => :'account_ref')),
  pg_temp.settle(pg_temp.incoming('QAA0000002', p_payer_hash => sha256('direct'))),
                pg_temp.settle(pg_temp.incoming('QAA0000003', '1500.00', p_payer_hash => sha256('large'))),
                  pg_temp.settle(pg_temp.incoming('QAA0000004', p_account => :'other_ref'))],
  array['posted', 'posted', 'posted', 'posted'], 'four payments');
update mobile_money.verifications set state = 'unknown' where receipt = 'QAA0000003';
select is(mobile_money.body_to_keep(p_receipt => 'QAA0000001', p_payment_ref => null, p_body_sealed => '\x5ea1'),
  '\x5ea1', 'of somebody known the body is kept');
select is(mobile_money.body_to_keep(p_receipt => 'QNONE00001', p_payment_ref => 'ref1', p_body_sealed => '\x5ea1'),
  '\x5ea1', 'and of a payment we don''t know');
select is(array[pg_temp.erase('ref1'), pg_temp.erase('direct'), pg_temp.erase('large')],
  array['erased', 'erased', 'erased'], 'three of them are forgotten');
select is(pg_temp.settle(pg_temp.incoming('QAA0000001', p_account => null, p_payment_ref => 'ref1',
  p_payer_hash => sha256('ref1')), 'stk_result'), 'posted', 'the late result of the push is what it was');
select is(pg_temp.bodies('QAA0000001'), 'c2b_confirmation posted false, stk_result posted false',
  'and brings the number back no more than the confirmation has it');
select is(pg_temp.settle(pg_temp.incoming('QAA0000002', p_payer_hash => sha256('direct')), 'statement'), 'posted',
  'told by another messenger');
select is(pg_temp.bodies('QAA0000002'), 'c2b_confirmation posted false, statement posted false',
  'nor does that one, of who never dialled');
select mobile_money.ask_again(p_receipt => 'QAA0000003', p_by => 'user:1') \g /dev/null
select is((select telco.settle_status(p_ref => v.ref, p_result_code => '0', p_said_receipt => v.receipt,
  p_said_status => 'Completed', p_said_amount => '1500.00',
             p_body_sealed => '\x5ea1', p_body_sha256 => sha256('answer')) from mobile_money.verifications v
               where v.receipt = 'QAA0000003'), 'verified', 'M-Pesa''s answer counts');
select is(pg_temp.bodies('QAA0000003'), 'c2b_confirmation posted false, status_result verified false',
  'and whom it names is not kept');
select is(pg_temp.settle(pg_temp.incoming('QAA0000004', p_account => null, p_payment_ref => 'ref4',
  p_payer_hash => sha256('ref4')), 'stk_result') || ', ' || pg_temp.bodies('QAA0000004'),
  'posted, c2b_confirmation posted true, stk_result posted true', 'of who was not forgotten everything is');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish();
rollback;
