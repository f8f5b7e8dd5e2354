begin; select plan(12);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy', 'ef5xy']) r;
select pg_temp.remember();
create function pg_temp.result(p_ref text, p_code text, p_receipt text default null, p_amount text default '60.0')
  returns text language sql as $$ select concat_ws(' ', outcome, receipt, (journal_id is not null)::text)
  from telco.settle_push(p_body_sealed => '\x05',
  p_body_sha256 => sha256(concat_ws('|', p_ref, p_code, p_receipt, p_amount)::bytea),
  p_message => jsonb_build_object('payment_ref', p_ref, 'result_code', p_code, 'receipt', p_receipt,
    'amount', p_amount, 'trans_time', pg_temp.trans_time(now()), 'payer_hash', sha256('sim'), 'payer_last3', '126')) $$;
select is(pg_temp.result('ab3xy', '0', 'QAA0000001'), 'posted QAA0000001 true', 'a result that brings money is posted');
select is((select concat_ws(' ', state, receipt) from mobile_money.payment_intents where payment_ref = 'ab3xy'),
  'paid QAA0000001', 'its intent is paid');
select is((select concat_ws(' ', channel, payment_ref) from fares.fares), 'ussd ab3xy', 'the fare is one of the menu');
select is(pg_temp.result('ab3xy', '0', 'QAA0000001'), 'posted QAA0000001 true', 'a repeat has the same answer');
select is(pg_temp.result('ab3xy', '0', 'QAA0000001', '61.0'), 'conflict QAA0000001 false', 'another amount conflicts');
select is(pg_temp.result('cd4xy', '2001'), 'failed false', 'a wrong PIN brings no money');
select is(pg_temp.result('ef5xy', 'SURPRISE'), 'unknown false', 'an unknown code is unknown');
select is(pg_temp.result(repeat('x', 500), '1032'), 'quarantine false', 'an unknown address is quarantined');
select is((select length(payment_ref) from mobile_money.mpesa_callbacks where outcome = 'quarantine'),
  64, 'its first 64 characters are kept');
select is(pg_temp.result(null, null), 'quarantine false', 'an empty result is quarantined');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'fares.fares ledger.journals ledger.ledger_entries loyalty.loyalty_accounts loyalty.loyalty_transactions '
  'messaging.alarms messaging.outbox mobile_money.mpesa_callbacks '
  'mobile_money.payment_intents mobile_money.payments', 'nothing else changed');
select finish(); rollback;
