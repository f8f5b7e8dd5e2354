begin; select plan(13);
\ir ../fixtures/money_out.psql
select pg_temp.open_payout() as id \gset
select pg_temp.held('trust') as trust \gset
select pg_temp.send(:id) \g /dev/null
select messaging.raise_alarm(p_kind => 'payout_unknown', p_subject => pg_temp.ref(:id), p_detail => 'x') \g /dev/null
select payouts.settle(p_payout_id => :id, p_receipt => 'QSET000001', p_paid_at => now() - interval '1 minute');
select results_eq(format('select state, receipt, result_code, finished_at is not null, query_after from payouts.payouts
  where payout_id = %s', :id), $$ values ('paid', 'QSET000001', '0', true, null::timestamptz) $$, 'it is paid');
select is(pg_temp.held('clearing'), 0::bigint, 'clearing is empty');
select is(pg_temp.held('trust'), :trust + 100000::bigint, 'the trust account has paid what arrived');
select is(pg_temp.held('fees'), 500::bigint, 'the fee is in its own account');
select is((select count(*) from ledger.journals where kind = 'payout' and reference = pg_temp.ref(:id)
  and value_at = now() - interval '1 minute'), 1::bigint, 'one journal, of the time when the money moved');
select is((select count(*) from messaging.outbox where key = 'payout/' || pg_temp.ref(:id) || '/paid'), 1::bigint,
  'who asked is told');
select is((select acknowledged_reason from messaging.alarms where kind = 'payout_unknown'), 'paid',
  'an alarm about it is over');
select throws_ok(format('select payouts.settle(p_payout_id => %s, p_receipt => ''QSET000002'', p_paid_at => now())',
  :id), 'LFA92', null, 'once only');
-- Two SACCOs' pots pay one payout.
insert into fleet.saccos (name) values ('Other Line') returning sacco_id as other \gset
select (ledger.open_sub_wallets(p_kind => 'vehicle', p_sacco_id => :other, p_owner_id => :owner_id,
  p_vehicle_id => :vehicle_id, p_currency => 'KES', p_purposes => array['profit']))[1] as pot \gset
select (ledger.open_sub_wallets(p_kind => 'trust', p_sacco_id => :other, p_owner_id => null, p_vehicle_id => null,
  p_currency => 'KES', p_purposes => array['main']))[1] as other_trust \gset
select pg_temp.move('shard', :other_trust, :pot, 30000) \g /dev/null
select payouts.open(p_payout => p, p_sub_wallet_ids => array[:pot, :profit], p_cents => array[30000, 20900])
    as two from (select (jsonb_populate_record(p, '{"amount_cents": 50000, "fee_cents": 900}')).*
                   from payouts.payouts p where payout_id = :id) p \gset
select payouts.settle(p_payout_id => :two, p_receipt => 'QSET000003', p_paid_at => now());
select is(pg_temp.balance(:other_trust), -900::bigint, 'each SACCO''s shard pays its part; the larger one the fee');
select is(pg_temp.held('fees'), 1400::bigint, 'the fee comes once');
select is(pg_temp.held('clearing'), 0::bigint, 'both clearing accounts are empty');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
