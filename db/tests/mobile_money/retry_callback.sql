begin; select plan(31);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy']) r;
-- Keeps a message that came 20 hours ago about a payment of 30 hours ago; returns its id.
create function pg_temp.keep(p_receipt text, p_amount text default '60', p_account text default '4628',
  p_ref text default null, p_code text default null, p_hash bytea default null) returns bigint language sql as $$ select
  pg_temp.keep_message(pg_temp.incoming(p_receipt, p_amount, p_account, pg_temp.trans_time(now() - interval '30 hours'),
    p_ref, p_hash, case when p_code is null then '400222' end, concat_ws('|',
    p_receipt, p_amount, p_account, p_ref, p_code), p_code), case when p_code is null then 'c2b_confirmation'
  else 'stk_result' end); update mobile_money.mpesa_callbacks set received_at = now() - interval '20 hours' where
  body_sha256 = sha256(concat_ws('|', p_receipt, p_amount, p_account, p_ref, p_code)::bytea) returning callback_id $$;
create function pg_temp.retry(p_id bigint) returns text language sql as $$
  select mobile_money.retry_callback(p_callback_id => p_id) $$;
select pg_temp.remember();
select pg_temp.keep('QAA0000001') as id \gset
select pg_temp.keep('QAA0000001');
select is(pg_temp.retry(:id), 'posted', 'a kept confirmation is posted');
select is((select (outcome, times_received, body_sealed, received_at = now() - interval '20 hours')::text
    from mobile_money.mpesa_callbacks join mobile_money.callback_bodies using (callback_id)
    where receipt = 'QAA0000001'),
  '(posted,2,"\\x01",t)', 'the message keeps its body, its count and the time it came');
select is((select (flags, paid_at < now() - interval '29 hours')::text
    from mobile_money.payments where receipt = 'QAA0000001'), '({late},t)', 'the payment keeps the time it was paid');
select is(pg_temp.retry(:id), null, 'a settled message is no longer there');
select is((select count(*)::int from fares.fares), 1, 'it posts nothing more');
select pg_temp.keep('QAA0000002', p_account => 'nobody', p_hash => sha256('ab3xy')) as id \gset
select is(pg_temp.retry(:id), 'suspense', 'a message without a vehicle goes to suspense');
select is((select payer_hash from mobile_money.payments where receipt = 'QAA0000002'),
  sha256('ab3xy'), 'with the payer''s hash');
select is(pg_temp.retry(pg_temp.keep('QAA0000002', '61', 'nobody')), 'conflict', 'a contradiction is a conflict');
select pg_temp.keep('QAA0000002', '62', 'nobody') as id \gset
select pg_temp.keep('QAA0000002', '62', 'nobody');
select is(pg_temp.retry(:id), 'conflict', 'another one is another conflict');
select is((select string_agg(times_received::text, ',' order by callback_id)
    from mobile_money.mpesa_callbacks where outcome = 'conflict'), '1,2', 'each has its own count');
select is(pg_temp.retry(pg_temp.keep('QAA0000003', 'NaN')), 'quarantine', 'an unusable message is quarantined');
select is(pg_temp.retry(pg_temp.keep(null, null, null)), 'quarantine', 'so is an empty one');
select is(pg_temp.retry(pg_temp.keep('QAA0000004', '60', null, 'ab3xy', '0')), 'posted', 'a kept result is posted');
select is((select (state, receipt)::text from mobile_money.payment_intents where payment_ref = 'ab3xy'),
  '(paid,QAA0000004)', 'its intent is paid');
select is(pg_temp.retry(pg_temp.keep(null, null, null, t.ref, t.code)), t.outcome, t.sentence)
  from (values ('cd4xy', '1032', 'failed', 'a result without money fails its intent'),
  ('nobody', '1032', 'quarantine', 'a result of an unknown intent is quarantined'),
  ('cd4xy', '9999', 'failed', 'an unknown code changes nothing')) as t(ref, code, outcome, sentence);
select is((select finished_at from mobile_money.payment_intents where payment_ref = 'cd4xy'),
  now() - interval '20 hours', 'the intent failed when the result came');
-- A redelivery came while the first was kept.
select pg_temp.keep('QAA0000005') as id \gset
select is(pg_temp.confirm(pg_temp.incoming('QAA0000005')), 'posted', 'a redelivery is posted meanwhile');
select is(pg_temp.retry(:id), 'posted', 'then the kept message is its repeat');
select is((select string_agg(outcome || ' ' || times_received, ', ')
    from mobile_money.mpesa_callbacks where receipt = 'QAA0000005'), 'posted 2', 'they are counted together');
select is(pg_temp.retry(-1), null, 'an unknown message has no outcome');
select callback_id as id from mobile_money.mpesa_callbacks where receipt = 'QAA0000003' \gset
select is(pg_temp.retry(:id), 'quarantine', 'a message that is not pending returns its outcome');
select isnt_empty(format('select from mobile_money.mpesa_callbacks where callback_id = %s', :id), 'and stays');
-- What fails again stays pending.
select pg_temp.keep('QAA0000006') as id \gset
set local synchronous_commit = off;
select throws_ok(format('select pg_temp.retry(%s)', :id), 'LFB10', null, 'the reason that prevents it is raised');
set local synchronous_commit = on;
select is((select outcome from mobile_money.mpesa_callbacks where callback_id = :id), 'pending', 'it is still pending');
select is((select count(*)::int from mobile_money.payments where receipt = 'QAA0000006'), 0, 'no payment is stored');
select is(pg_temp.retry(:id), 'posted', 'later it is posted');
select is((select count(*)::int from mobile_money.mpesa_callbacks where outcome = 'pending'), 0, 'nothing is pending');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries loyalty.loyalty_accounts '
  'loyalty.loyalty_transactions messaging.alarms messaging.outbox '
  'mobile_money.mpesa_callbacks mobile_money.payment_intents mobile_money.payments', 'nothing else changed');
select finish(); rollback;
