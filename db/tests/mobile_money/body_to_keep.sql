begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.bodies(p_receipt text) returns text language sql as $$ select string_agg(kind || ' ' || outcome
  || ' ' || exists (select from mobile_money.callback_bodies b where b.callback_id = c.callback_id), ', '
  order by kind) from mobile_money.mpesa_callbacks c where receipt = p_receipt $$;
create function pg_temp.erase(p_who text) returns text language sql as $$ select privacy.erase_phone(p_phone_hash =>
  sha256(p_who::bytea), p_by => 'user:1', p_reason => 'asked by letter') ->> 'outcome' $$;
create function pg_temp.push_result(p_receipt text, p_ref text) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt,
    p_account => null, p_payment_ref => p_ref, p_payer_hash => sha256(p_ref::bytea)), 'stk_result') $$;
-- A payer who dialled, one known by the confirmation only, one M-Pesa was asked about without answer.
select pg_temp.intent('ref1', :vehicle_id, 6000) as account_ref,
  pg_temp.intent('ref4', :vehicle_id, 6000) as other_ref \gset
select is(array[pg_temp.confirm(pg_temp.incoming('QAA0000001', p_account => :'account_ref')),
    pg_temp.confirm(pg_temp.incoming('QAA0000002', p_payer_hash => sha256('direct'))),
    pg_temp.confirm(pg_temp.incoming('QAA0000003', '1500.00', p_payer_hash => sha256('large'))),
    pg_temp.confirm(pg_temp.incoming('QAA0000004', p_account => :'other_ref'))],
  array_fill('posted'::text, array[4]), 'there are four payments');
update mobile_money.verifications set state = 'unknown' where receipt = 'QAA0000003';
select is(mobile_money.body_to_keep(p_receipt => 'QAA0000001', p_payment_ref => null, p_body_sealed => '\x5ea1'),
  '\x5ea1', 'the body of a known payer is kept');
select is(mobile_money.body_to_keep('QNONE00001', 'ref1', '\x5ea1'), '\x5ea1', 'so is that of an unknown payment');
select is(array[pg_temp.erase('ref1'), pg_temp.erase('direct'), pg_temp.erase('large')],
  array['erased', 'erased', 'erased'], 'three payers are erased');
select is(pg_temp.push_result('QAA0000001', 'ref1'), 'posted', 'a late result of the push has its outcome');
select is(pg_temp.bodies('QAA0000001'), 'c2b_confirmation posted false, stk_result posted false', 'no number returns');
select is(pg_temp.confirm(pg_temp.incoming('QAA0000002', p_payer_hash => sha256('direct')), 'statement'),
  'posted', 'so has a statement');
select is(pg_temp.bodies('QAA0000002'),
  'c2b_confirmation posted false, statement posted false', 'it brings no number back either');
select mobile_money.ask_again(p_receipt => 'QAA0000003', p_by => 'user:1') \g /dev/null
select is((select telco.settle_status(p_ref => v.ref, p_result_code => '0', p_said_receipt => v.receipt, p_said_status
    => 'Completed', p_said_amount => '1500.00', p_body_sealed => '\x5ea1', p_body_sha256 => sha256('answer'))
    from mobile_money.verifications v where v.receipt = 'QAA0000003'), 'verified', 'M-Pesa''s answer counts');
select is(pg_temp.bodies('QAA0000003'),
  'c2b_confirmation posted false, status_result verified false', 'its body is not kept');
select is(pg_temp.push_result('QAA0000004', 'ref4') || ', ' || pg_temp.bodies('QAA0000004'),
  'posted, c2b_confirmation posted true, stk_result posted true', 'the bodies of a payer who was not erased are kept');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
