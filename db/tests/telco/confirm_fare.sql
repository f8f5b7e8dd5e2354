begin;
\ir ../fixtures/one_vehicle.psql
select plan(14);
create function pg_temp.confirm(p_receipt text, p_amount text default '60', p_account text default '4628', p_till text default '400222', p_time text default pg_temp.told(now())) returns text language sql as $$
  select concat_ws(' ', c.outcome, c.receipt, j.kind) from telco.confirm_fare(p_receipt => p_receipt, p_amount => p_amount, p_bill_ref => p_account, p_trans_time => p_time,
    p_short_code => p_till, p_org_balance => '49197.00', p_payer_hash => sha256('sim'), p_payer_last3 => '126', p_body_sealed => '\x05',
    p_body_sha256 => sha256(concat_ws('|', p_receipt, p_amount, p_account, p_till)::bytea)) c left join ledger.journals j using (journal_id) $$;
select is(pg_temp.confirm('QAA0000001'), 'posted QAA0000001', 'a confirmation is posted');
select is((select concat_ws(' ', amount_cents, channel, payer_last3) from fares.fares where receipt = 'QAA0000001'), '6000 paybill 126', 'as a fare paid straight to the PayBill');
select is((select concat_ws(' ', outcome, kind, times_received, org_balance_cents, encode(body_sealed, 'hex'), journal_id is not null) from mobile_money.mpesa_callbacks), 'posted c2b_confirmation 1 4919700 05 t', 'the message is kept, sealed');
select is(pg_temp.confirm('QAA0000001'), 'posted QAA0000001 fare', 'told again, it names the first one''s journal');
select is(pg_temp.confirm('QAA0000001', '6000'), 'conflict QAA0000001', 'another amount: conflict');
select is(pg_temp.confirm('QAA0000001', '60', '4631'), 'conflict QAA0000001', 'another account: conflict');
select is(pg_temp.confirm('QAA0000002', '60', ''), 'suspense QAA0000002', 'no account: suspense');
select is(pg_temp.confirm('QAA0000003', 'NaN'), 'quarantine QAA0000003', 'no amount: quarantine');
select is(pg_temp.confirm('QAA0000004', '60', '4628', '600000'), 'quarantine QAA0000004', 'somebody else''s PayBill: quarantine');
select is(pg_temp.confirm(null, null, null, null, null), 'quarantine', 'nothing at all: quarantine');
select is(pg_temp.confirm('QAA0000005', '60', '4628', '400222', '20310101000000'), 'posted QAA0000005', 'a time that has not come yet: posted');
select is((select (paid_at between now() and clock_timestamp(), flags)::text from mobile_money.payments where receipt = 'QAA0000005'), '(t,{time_replaced})', 'by our own clock, and flagged');
select is((select array_agg(invariant) from audit.ledger_proof where faults <> 0), null, 'every invariant of the book holds');
select is(pg_temp.changed(), 'audit.change_log fares.fares ledger.journals ledger.ledger_entries messaging.alarms mobile_money.mpesa_callbacks mobile_money.payments', 'nothing else changed');
select finish();
rollback;
