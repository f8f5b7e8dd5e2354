begin; select plan(17);
\ir ../fixtures/menu.psql
select outcome from mobile_money.settle_payments(p_messages => array[
  pg_temp.incoming('QSUSPENSE1', '60.00', 'nobody', p_payer_hash => sha256('sim')),
  pg_temp.incoming('QFOREIGN01', '60.00', 'nobody', p_payer_hash => sha256('other'))],
  p_kind => 'c2b_confirmation', p_received_at => now()) \g /dev/null
insert into ussd.ussd_sessions select (pg_temp.on_screen('claim')).* ;
create function pg_temp.answer(p_receipt text, p_key text default '4628') returns ussd.ussd_sessions language sql as $$
  select ussd.answer_claim(p_session => pg_temp.on_screen('claim', jsonb_build_object('receipt', p_receipt)),
    p_key => p_key, p_at => now()) $$;
create function pg_temp.last_words(p_receipt text) returns text language sql
  as $$ select (pg_temp.answer(p_receipt)).context ->> 'last_words' $$;
select is((select state from mobile_money.payments where receipt = 'QSUSPENSE1'), 'suspense', 'a payment in suspense');
select pg_temp.remember() \g /dev/null
select is((pg_temp.answer('QSUSPENSE1', '4682')).state, 'claim', 'a wrong door code is asked for again');
select is(pg_temp.changed(), 'nothing', 'and changes nothing');
select is(pg_temp.last_words('QFOREIGN01'), pg_temp.text('ussd_claim_refused', 'QFOREIGN01'),
  'a payment of another SIM can''t be claimed');
select is(pg_temp.last_words('QNOSUCH001'), pg_temp.text('ussd_claim_refused', 'QNOSUCH001'),
  'a receipt that does not exist gets the same answer');
select is(pg_temp.changed(), 'audit.refusals', 'the attempts are counted, nothing else changes');
select is((select sum(times) from audit.refusals where action = 'refuse_claim'), 2::numeric, 'both of them');
update fleet.vehicles set state = 'closed';
select is(pg_temp.last_words('QSUSPENSE1'), pg_temp.text('ussd_claim_closed', '4628'),
  'a closed vehicle takes no claim');
update fleet.vehicles set state = 'active';
insert into fleet.pilot_entries (kind, phone_hash, valid_from) values ('sim', sha256('other'), now());
select is(pg_temp.last_words('QSUSPENSE1'), pg_temp.text('ussd_claim_closed', '4628'),
  'nor does one outside the pilot');
select is((select state from mobile_money.payments where receipt = 'QSUSPENSE1'), 'suspense', 'the money waits');
delete from fleet.pilot_entries;
select is(pg_temp.last_words('QSUSPENSE1'), pg_temp.text('ussd_claim_placed', '60', 'QSUSPENSE1', '4628'),
  'the SIM''s own payment is assigned to the vehicle');
select is((select row(state, assigned_by)::text from mobile_money.payments where receipt = 'QSUSPENSE1'),
  '(placed,passenger)', 'by the passenger');
select is((select count(*) from fares.fares where receipt = 'QSUSPENSE1' and vehicle_id = :vehicle_id), 1::bigint,
  'as a fare');
select is((select count(*)::int from messaging.outbox where topic = 'sms' and key = 'QSUSPENSE1'), 1, 'with a receipt');
select is(pg_temp.last_words('QSUSPENSE1'), pg_temp.text('ussd_claim_known', 'QSUSPENSE1'),
  'a repeated claim says that it has its vehicle');
select is((select count(*) from fares.fares), 1::bigint, 'and makes no second fare');
update mobile_money.payments set state = 'reversed', vehicle_id = null, assigned_at = null, assigned_by = null
 where receipt = 'QSUSPENSE1';
select is(pg_temp.last_words('QSUSPENSE1'), pg_temp.text('ussd_claim_reversed', 'QSUSPENSE1'),
  'what M-Pesa gave back can''t be claimed');
select finish(); rollback;
