-- Scenario 5: pays 100 for 80: 80 is split, 20 is credit; the next fare offers it.
begin; select plan(13);
\ir ../fixtures/credit.psql
create function pg_temp.pays(p_receipt text, p_amount text, p_account text default '4628') returns text
  language sql as $$
  select pg_temp.confirm(pg_temp.incoming(p_receipt, p_amount, p_account, p_payer_hash => sha256('sim'),
    p_time => pg_temp.trans_time(clock_timestamp()))) $$;
select pg_temp.opens('mpesa', 8000) \g /dev/null
select is(pg_temp.pays('CHG0000001', '100.00'), 'posted', '100 for 80');
select is(pg_temp.accounts(), 'commission 160, credit 2000, trust -10000, vehicle 7840', '80 are split, 20 are credit');
select is((select row(kind, reference)::text from ledger.journals where kind = 'change'), '(change,CHG0000001)',
  'by a journal of its own');
select is(pg_temp.available(), 2000::bigint, 'it can be used');
select is((select row(cents, sacco_id, currency)::text from fares.usable_credit(sha256('sim'), :vehicle_id, 6000,
  now())),
  row(2000, :sacco_id, 'KES')::text, 'for the next fare');
select matches(ussd.screen_confirm(pg_temp.on_confirm(), now() + interval '5 minutes'), E'\n3 Tumia salio 20\n',
  'which offers it');
select matches(ussd.screen_confirm(pg_temp.on_confirm(), clock_timestamp()), E'\n3 Tumia salio 20\n',
  'within the minute too');
update mobile_money.payments set first_seen_at = now() - interval '1 hour';
update mobile_money.payment_intents set finished_at = now() - interval '1 hour' where state = 'paid';
select is((ussd.answer_confirm(pg_temp.on_confirm(), '3', now())).context ->> 'last_words',
  pg_temp.text('ussd_enter_pin', '400222', '4628', null, pg_temp.text('ussd_credit_and_rest', '20', '40')),
  'and key 3 takes it');
-- By the account number of the prompt: M-Pesa is asked first.
select pg_temp.opens('mpesa', 7000) \g /dev/null
select is(pg_temp.pays('CHG0000002', '75.00', pg_temp.account_of(pg_temp.newest_ref())), 'posted', '75 for 70');
select is((select held_cents from audit.verifications), 7500::bigint, 'all of it is held');
select is(pg_temp.available(), 0::bigint, 'and can''t be used');
select mobile_money.decide_verification('CHG0000002', 'verified', '0', 'Completed', '75.00') \g /dev/null
select is(pg_temp.available(), 500::bigint, 'until M-Pesa has said yes');
select is(pg_temp.faults(), null, 'the ledger holds');
select * from finish(); rollback;
