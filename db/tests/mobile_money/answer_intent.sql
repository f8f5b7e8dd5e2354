-- A payment at the PayBill answers the open prompt of the same payer for the same vehicle.
begin; select plan(14);
\ir ../fixtures/credit.psql
create function pg_temp.pays(p_receipt text, p_amount text, p_who text default 'sim',
  p_at timestamptz default clock_timestamp()) returns text language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, p_payer_hash => sha256(p_who::bytea),
    p_time => pg_temp.trans_time(p_at))) $$;
create function pg_temp.paid(p_receipt text) returns text language sql as $$
  select concat_ws(' ', f.amount_cents, f.channel, case when f.payment_ref = pg_temp.newest_ref() then 'asked' end,
    case when p.flags <> '{}' then p.flags end)
    from fares.fares f join mobile_money.payments p using (receipt) where f.receipt = p_receipt $$;
select is(pg_temp.opens('mpesa', 8000), 'opened 0 8000', 'a passenger is asked for 80');
select pg_temp.pays('ANI0000001', '80.00', 'friend') \g /dev/null
select is(pg_temp.paid('ANI0000001'), '8000 paybill', 'another payer''s payment is no answer');
select pg_temp.pays('ANI0000002', '80.00', p_at => clock_timestamp() - interval '1 minute') \g /dev/null
select is(pg_temp.paid('ANI0000002'), '8000 paybill', 'nor one of before');
select is(pg_temp.pays('ANI0000003', '100.00'), 'posted', 'the passenger pays 100 to the door code');
select is(pg_temp.paid('ANI0000003'), '8000 ussd asked', 'the fare is 80, as asked for');
select is((select state from mobile_money.payment_intents), 'paid', 'the prompt is paid');
select is(pg_temp.available(), 2000::bigint, 'and 20 are credit');
select is(pg_temp.pays('ANI0000003', '100.00'), 'posted', 'the message once more');
select is(pg_temp.available(), 2000::bigint, 'keeps the change once');
select is(pg_temp.pays('ANI0000004', '80.00'), 'posted', 'one more payment');
select is(pg_temp.paid('ANI0000004'), '8000 paybill', 'is a fare of its own: nothing is asked for any more');
select is(pg_temp.confirm(pg_temp.incoming('ANI0000005', '80.00', pg_temp.account_of(pg_temp.newest_ref()))),
  'suspense',
  'the prompt''s own money is held: it was paid already');
select is((select payload ->> 'text' from messaging.outbox where key = 'ANI0000003/sms_change'),
  messaging.say('sms_change', 'sw', array['20', 'ANI0000003', config.setting('ussd_code')]), 'the payer hears of it');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
