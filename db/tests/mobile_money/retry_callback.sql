begin;
\ir ../fixtures/one_vehicle.psql
select plan(29);
select pg_temp.intent(r, :vehicle_id, 6000) from unnest(array['ab3xy', 'cd4xy']) r;
create function pg_temp.keep(p_kind text, p_receipt text, p_amount text default '60', p_account text default '4628',
  p_ref text default null, p_code text default null, p_hash bytea default null, p_time text default null)
  returns bigint language sql as $$ select pg_temp.keep_message(pg_temp.incoming(p_receipt, p_amount, p_account,
    coalesce(p_time, pg_temp.told(now() - interval '30 hours')), p_ref, p_hash, case p_kind when 'stk_result' then null
    else '400222' end, concat_ws('|', p_receipt, p_amount, p_account, p_ref, p_code), p_code), p_kind); update
  mobile_money.mpesa_callbacks set received_at = now() - interval '20 hours' where body_sha256 = sha256(concat_ws('|',
    p_receipt, p_amount, p_account, p_ref, p_code)::bytea); select callback_id from mobile_money.mpesa_callbacks
  where body_sha256 = sha256(concat_ws('|', p_receipt, p_amount, p_account, p_ref, p_code)::bytea) $$;
create function pg_temp.retry(p_id bigint) returns text language sql as $$
  select mobile_money.retry_callback(p_callback_id => p_id) $$;
select pg_temp.remember();

select pg_temp.keep('c2b_confirmation', 'QAA0000001') as id \gset
select pg_temp.keep('c2b_confirmation', 'QAA0000001');
select is(pg_temp.retry(:id), 'posted', 'a kept confirmation is posted');
select is((select (outcome, times_received, body_sealed, received_at = now() - interval '20 hours')::text
    from mobile_money.mpesa_callbacks where receipt = 'QAA0000001'),
  '(posted,2,"\\x01",t)', 'the message keeps its body, its count and the time it came');
select is((select (flags, paid_at < now() - interval '29 hours')::text
    from mobile_money.payments where receipt = 'QAA0000001'), '({late},t)', 'it was paid when it was paid');
select is(pg_temp.retry(:id), null, 'a message that is settled is no longer there');
select is((select count(*)::int from fares.fares), 1, 'and posts nothing more');

select pg_temp.keep('c2b_confirmation', 'QAA0000002', p_account => 'nobody', p_hash => sha256('ab3xy')) as id \gset
select is(pg_temp.retry(:id), 'suspense', 'without a vehicle it goes to suspense');
select is((select payer_hash from mobile_money.payments where receipt = 'QAA0000002'),
  sha256('ab3xy'), 'with the payer''s hash');
select pg_temp.keep('c2b_confirmation', 'QAA0000002', '61', 'nobody') as id \gset
select is(pg_temp.retry(:id), 'conflict', 'one that contradicts becomes a conflict');
select pg_temp.keep('c2b_confirmation', 'QAA0000002', '62', 'nobody') as id \gset
select pg_temp.keep('c2b_confirmation', 'QAA0000002', '62', 'nobody');
select is(pg_temp.retry(:id), 'conflict', 'and another');
select is((select string_agg(times_received::text, ',' order by callback_id)
    from mobile_money.mpesa_callbacks where outcome = 'conflict'), '1,2', 'each with its own count');
select pg_temp.keep('c2b_confirmation', 'QAA0000003', 'NaN') as id \gset
select is(pg_temp.retry(:id), 'quarantine', 'an unusable one is quarantined');
select pg_temp.keep('c2b_confirmation', null, null, null) as id \gset
select is(pg_temp.retry(:id), 'quarantine', 'an empty one, too');

select pg_temp.keep('stk_result', 'QAA0000004', p_account => null, p_ref => 'ab3xy', p_code => '0') as id \gset
select is(pg_temp.retry(:id), 'posted', 'a kept result of a push is posted');
select is((select (state, receipt)::text from mobile_money.payment_intents where payment_ref = 'ab3xy'),
  '(paid,QAA0000004)', 'its wish is paid');
select pg_temp.keep('stk_result', null, null, null, 'cd4xy', '1032') as id \gset
select is(pg_temp.retry(:id), 'failed', 'one without money fails its wish');
select pg_temp.keep('stk_result', null, null, null, 'nobody', '1032') as id \gset
select is(pg_temp.retry(:id), 'quarantine', 'one that nobody waits for is quarantined');
select pg_temp.keep('stk_result', null, null, null, 'cd4xy', '9999') as id \gset
select is(pg_temp.retry(:id), 'failed', 'one that says nothing leaves what was known');

-- A redelivery came through while the first was kept.
select pg_temp.keep('c2b_confirmation', 'QAA0000005') as id \gset
select is((select outcome from mobile_money.settle_payments('c2b_confirmation',
    array[pg_temp.incoming('QAA0000005')], now())), 'posted', 'a redelivery is posted meanwhile');
select is(pg_temp.retry(:id), 'posted', 'then the kept one is its repeat');
select is((select string_agg(outcome || ' ' || times_received, ', ')
    from mobile_money.mpesa_callbacks where receipt = 'QAA0000005'), 'posted 2', 'counted with it');

select is(pg_temp.retry(-1), null, 'a message that does not exist has no outcome');
select is((select pg_temp.retry(callback_id) from mobile_money.mpesa_callbacks where receipt = 'QAA0000003'),
  'quarantine', 'one that does not wait answers what it is');
-- What fails again stays pending.
select pg_temp.keep('c2b_confirmation', 'QAA0000006') as id \gset
set local synchronous_commit = off;
select throws_ok(format('select pg_temp.retry(%s)', :id), 'LFB10', null, 'what keeps it from being posted is told');
set local synchronous_commit = on;
select is((select outcome from mobile_money.mpesa_callbacks where callback_id = :id), 'pending', 'it still waits');
select is((select count(*)::int from mobile_money.payments where receipt = 'QAA0000006'), 0, 'and left nothing behind');
select is(pg_temp.retry(:id), 'posted', 'until it can be posted');
select is((select count(*)::int from mobile_money.mpesa_callbacks where outcome = 'pending'),
  0, 'nothing waits any more');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries messaging.alarms messaging.outbox '
  'mobile_money.mpesa_callbacks mobile_money.payment_intents mobile_money.payments', 'nothing else changed');
select finish();
rollback;
