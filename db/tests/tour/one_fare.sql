-- One fare, from the passenger's first key to the owner's money. `make tour` runs it on demo data, and scripts/test.py
-- compares its output with one_fare.out. Everything happens in one transaction that is rolled back.
\set QUIET on
\set ON_ERROR_STOP on
\pset footer off
\pset border 1
\pset null '-'
begin;
-- The output must be the same at any hour: peak all day, and only its own money in the ledger.
update fleet.fare_bands set starts_at = '00:00', ends_at = '23:59:59.999999' where starts_at = '06:00';
delete from fleet.fare_bands where starts_at <> '00:00';
create function pg_temp.key(p_input text) returns text language sql as $$
  select replace(telco.dial_ussd(p_session_id => 'tour', p_input => p_input, p_input_mode => 'cumulative',
    p_phone_hash => sha256('tour'), p_phone_sealed => '\x01', p_phone_last3 => '126', p_network => '63902',
    p_service_code => '*384*46#'), chr(10), chr(10) || '    ') $$;

\echo
\echo 1. A passenger dials *384*46# and presses keys. The web calls telco.dial_ussd, once a key:
\pset tuples_only on
\pset format unaligned
select '    ' || pg_temp.key('') || chr(10);
select '    4628 -> ' || pg_temp.key('4628') || chr(10);
select '    4 -> ' || pg_temp.key('4628*4') || chr(10);
select '    2 -> ' || pg_temp.key('4628*4*2') || chr(10);
select '    1 -> ' || pg_temp.key('4628*4*2*1') || chr(10);
\pset tuples_only off
\pset format aligned

\echo 2. "Pay" wrote an intent (mobile_money.open_intent) and, in the same transaction, work for the worker:
select i.state, v.plate, i.amount_cents, i.seats, s.name as stage, split_part(i.account_ref, '-', 1) || '-?????'
  as account_ref
  from mobile_money.payment_intents i join fleet.vehicles v using (vehicle_id) left join fleet.stages s using (stage_id)
 where i.phone_hash = sha256('tour');
select o.topic, o.state, o.key = i.payment_ref as key_is_the_payment_ref from messaging.outbox o
  join mobile_money.payment_intents i on i.payment_ref = o.key where i.phone_hash = sha256('tour');
select i.payment_ref, i.account_ref, i.amount_cents / 100 as shillings from mobile_money.payment_intents i
  where i.phone_hash = sha256('tour') \gset

\echo 3. The worker sends the prompt; the passenger types the PIN; M-Pesa confirms. The web calls telco.confirm_fares:
select c.outcome, c.receipt
  from telco.confirm_fares(p_receipt => array['QKX7A1B2C3'], p_amount => array[:'shillings' || '.00'],
    p_bill_ref => array[:'account_ref'],
    p_trans_time => array[to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS')],
      p_short_code => array[:'shortcode'],
    p_org_balance => array[''], p_payer_hash => array[null::bytea], p_payer_last3 => array['126'],
      p_body_sealed => array['\x01'::bytea],
    p_body_sha256 => array[sha256('c2b')]) c;
\echo    The push result brings the same receipt: it is the same payment.
select p.outcome, p.receipt
  from telco.settle_push(p_body_sealed => '\x02', p_body_sha256 => sha256('stk'), p_message => jsonb_build_object(
    'payment_ref', :'payment_ref', 'result_code', '0', 'receipt', 'QKX7A1B2C3', 'amount', :'shillings',
    'trans_time', to_char(now() at time zone 'Africa/Nairobi', 'YYYYMMDDHH24MISS'), 'payer_hash', sha256('tour'),
      'payer_last3', '126')) p;
select c.kind, c.outcome, c.times_received from audit.callbacks c where c.receipt = 'QKX7A1B2C3' order by c.kind;

\echo 4. The fare was split by the rule in force (fares.split_amount) and posted in one journal (ledger.post_journals):
select f.plate, f.amount_cents, f.commission_cents, f.channel from audit.fares f where f.receipt = 'QKX7A1B2C3';
select l.wallet_kind, l.purpose, l.debit_cents, l.credit_cents from audit.ledger l where l.reference = 'QKX7A1B2C3'
  order by l.entry_id;

\echo 5. Nobody can change it, not even the owner of the tables:
\pset tuples_only on
create function pg_temp.try(p_sql text) returns text language plpgsql as $$
begin
  execute p_sql;
  return 'it was changed';
exception when sqlstate 'LFA10' or sqlstate 'LFV10' then
  return '   refused, ' || sqlstate || ': ' || sqlerrm;
end $$;
select pg_temp.try('update ledger.ledger_entries set amount_cents = 1 where amount_cents > 0');
select pg_temp.try('delete from ledger.journals');
\pset tuples_only off

\echo
\echo 6. The receipt waits in the outbox, and the intent is paid:
select replace(o.payload ->> 'text', to_char(now() at time zone 'Africa/Nairobi', 'HH24:MI'), 'HH:MM') as sms
  from messaging.outbox o where o.topic = 'sms' and o.key = 'QKX7A1B2C3';
select i.state, i.receipt from mobile_money.payment_intents i where i.phone_hash = sha256('tour');

\echo 7. What the owner has now, and the proof of the ledger:
select w.plate, w.purpose, w.balance_cents from audit.wallet_balances w
 where w.plate = 'KZZ 001A' order by w.sub_wallet_id;
select * from audit.trial_balance;
select invariant, faults from audit.ledger_proof;
rollback;
