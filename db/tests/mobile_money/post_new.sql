begin; select plan(18);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x01', '904');
-- Enters the receipts, as settle_payments does, and posts them.
create function pg_temp.post(p_messages mobile_money.payment_message[]) returns text language plpgsql as $$
declare v_parsed mobile_money.parsed_payment[] := mobile_money.parse_payments(p_messages, now());
begin
  insert into mobile_money.payments (receipt, amount_cents, paid_at, bill_ref, state, vehicle_id, payment_ref, channel,
    payer_hash, payer_last3, short_code, flags)
  select (j.message).receipt, j.amount_cents, j.paid_at, (j.message).bill_ref,
         case when j.vehicle_id is null then 'suspense' else 'posted' end, j.vehicle_id, (j.message).payment_ref,
         j.channel, (j.message).payer_hash, (j.message).payer_last3, (j.message).short_code, j.flags
    from unnest(v_parsed) j;
  return (select string_agg(p.receipt || ' ' || p.outcome, ', ' order by p.receipt)
    from mobile_money.post_new(p_kind => 'c2b_confirmation', p_payments => v_parsed) p);
end $$;
select pg_temp.remember();
select is(pg_temp.post(array[pg_temp.incoming('QAA0000002', p_account => 'nobody'),
    pg_temp.incoming('QAA0000001'), pg_temp.incoming('QAA0000003', '70')]),
  'QAA0000001 posted, QAA0000002 suspense, QAA0000003 posted', 'each goes to its vehicle or to suspense');
select is((select string_agg(c.receipt || ' ' || j.kind || ' ' || f.amount_cents, ', ' order by c.receipt)
    from mobile_money.mpesa_callbacks c join ledger.journals j using (journal_id) left join fares.fares f
    on f.journal_id = j.journal_id and f.receipt = j.reference where j.reference = c.receipt and f.receipt is not null),
  'QAA0000001 fare 6000, QAA0000003 fare 7000', 'each message names its own journal');
select is((select org_balance_cents from mobile_money.mpesa_callbacks where receipt = 'QAA0000001'),
  100000::bigint, 'and the balance at M-Pesa after it');
select is((select count(*)::int from messaging.outbox), 0, 'an unknown payer gets no receipt');
select is(pg_temp.post(array[pg_temp.incoming('QAB0000001', p_payer_hash => sha256('sim'))]),
  'QAB0000001 posted', 'a PayBill payer who once dialled us pays');
select is((select string_agg(key || ' ' || (payload ->> 'phone_hash' = encode(sha256('sim'), 'hex')), ', ')
    from messaging.outbox), 'QAB0000001 true', 'they get a receipt');
select is(pg_temp.post(array[pg_temp.incoming('QAB0000002',
    p_account => '4628-AB3XY', p_payer_hash => sha256('a hash of some other form'))]),
  'QAB0000002 posted', 'a payer who dialled pays, under a hash that is not ours');
select is((select payload ->> 'phone_hash' from messaging.outbox where key = 'QAB0000002'),
  encode(sha256('ab3xy'), 'hex'), 'the SIM that dialled gets the receipt');
select is((select (state, receipt, finished_at is not null, query_after is null)::text
    from mobile_money.payment_intents where payment_ref = 'ab3xy'), '(paid,QAB0000002,t,t)', 'the intent is paid');
select is(pg_temp.post(array[pg_temp.incoming('QAB0000003', p_account => '4628-AB3XY')]),
  'QAB0000003 suspense', 'a second payment stays away from the owner');
select is((select receipt from mobile_money.payment_intents where payment_ref = 'ab3xy'),
  'QAB0000002', 'it keeps its first receipt');
select is((select (flags, vehicle_id, state)::text from mobile_money.payments where receipt = 'QAB0000003'),
  '("{paid_again,offer_back}",,suspense)', 'the second payment is flagged and held');
select is((select string_agg(a.kind || ' ' || o.key, ', ') from messaging.alarms a join messaging.outbox o
    on o.key = a.subject || '/suspense' and o.payload ->> 'text' ~ 'mara ya pili'),
  'paid_again QAB0000003/suspense', 'staff and the payer are told');
select date_trunc('day', now() at time zone 'Africa/Nairobi' - interval '1 hour') + interval '30 minutes' as night \gset
select pg_temp.post(array[pg_temp.incoming(r.receipt, p_account => r.account,
  p_time => pg_temp.trans_time(timestamp :'night'
    at time zone 'Africa/Nairobi'))]) from (values ('QAD0000001', '4628'), ('QAD0000002', 'nobody')) r(receipt, account)
\g /dev/null
select is((select array_agg(distinct business_on) from ledger.journals where reference like 'QAD%'),
  array[:'night'::date], 'half past midnight is of the new day, by the market''s clock');
update config.settings set value = '6000' where setting = 'verify_above_cents';
select pg_temp.post(array[pg_temp.incoming('QAE0000001', '60'), pg_temp.incoming('QAE0000002', '60.01')]) \g /dev/null
select is((select array_agg(receipt) from mobile_money.verifications), '{QAE0000002}',
  'what is above the limit is held');
delete from config.settings where setting = 'verify_above_cents';
select pg_temp.post(array[pg_temp.incoming('QAE0000003', '1')]) \g /dev/null
select is((select max(receipt) from mobile_money.verifications), 'QAE0000003', 'without a limit everything is held');
insert into ledger.closed_days (business_on) values ((now() at time zone 'Africa/Nairobi')::date);
select pg_temp.post(array[pg_temp.incoming('QAC0000001'), pg_temp.incoming('QAC0000002', p_account => 'nobody')]);
select is((select array_agg(distinct business_on - (now() at time zone 'Africa/Nairobi')::date)
    from ledger.journals where reference like 'QAC%'), '{1}', 'late money of a closed day counts for the next');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
