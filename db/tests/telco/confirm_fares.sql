begin; select plan(26);
\ir ../fixtures/one_vehicle.psql
-- Three vehicles of two owners, with four rules.
insert into fleet.owners (name) values ('Baba Otieno') returning owner_id as otieno \gset
select fleet.register_vehicle('KZZ 002B', :route_id, :otieno, 33, '2020-01-01') as second \gset
select fleet.register_vehicle('KZZ 003C', :route_id, :owner_id, 33, '2020-01-01') as third \gset
select fares.set_split_rule(v, '2020-01-01', bps, fixed, purposes, shares, 'profit', 'test') from (values
  (:second, 300, 50, array['fuel', 'profit'], array[2500, 7500]), (:third, 0, 0, array['profit'], array[10000]))
  as t(v, bps, fixed, purposes, shares) \g /dev/null
select fares.set_split_rule(:vehicle_id, now(), 1000, 0, array['fuel', 'profit'], array[1000, 9000], 'profit', 'test')
  \g /dev/null
select pg_temp.remember() \g /dev/null
create function pg_temp.confirm(p_receipts text[], p_amounts text[] default array['60'], p_accounts text[]
  default array['4628'], p_till text default '400222', p_time text default pg_temp.trans_time(now())) returns text
  language sql as $$ select string_agg(concat_ws(' ', c.outcome, c.receipt, j.kind), ', ' order by c.receipt)
  from (select array[cardinality(p_receipts)] as n) x cross join lateral telco.confirm_fares(p_receipt => p_receipts,
  p_amount => p_amounts, p_bill_ref => p_accounts, p_trans_time => array_fill(p_time, x.n),
  p_short_code => array_fill(p_till, x.n), p_org_balance => array_fill('49197.00'::text, x.n),
  p_payer_hash => array_fill(sha256('sim'), x.n), p_payer_last3 => array_fill('126'::text, x.n), p_body_sealed =>
  array(select case when r is distinct from 'QUNWRITABL' then '\x05'::bytea end from unnest(p_receipts) r),
  p_body_sha256 => array(select sha256(concat_ws('|', p_receipts[i], p_amounts[i], p_accounts[i], p_till)::bytea)
    from generate_subscripts(p_receipts, 1) i)) c left join ledger.journals j using (journal_id) $$;
select is(pg_temp.confirm(array['QAA0000001']), 'posted QAA0000001', 'a confirmation is posted');
select is((select concat_ws(' ', amount_cents, channel, payer_last3) from fares.fares where receipt = 'QAA0000001'),
  '6000 paybill 126', 'as a fare paid to the PayBill');
select is((select concat_ws(' ', outcome, kind, times_received,
    org_balance_cents, encode(body_sealed, 'hex'), journal_id is not null) from mobile_money.mpesa_callbacks
    join mobile_money.callback_bodies using (callback_id)),
  'posted c2b_confirmation 1 4919700 05 t', 'the message is kept, sealed');
select is(pg_temp.confirm(array['QAA0000001']), 'posted QAA0000001 fare', 'a repeat has the first one''s journal');
select is(pg_temp.confirm(array['QAA0000001'], array['6000']), 'conflict QAA0000001', 'another amount is a conflict');
select is(pg_temp.confirm(array['QAA0000001'], array['60'], array['4631']), 'conflict QAA0000001', 'another account');
select is(pg_temp.confirm(array['QAA0000002'], array['60'], array['']), 'suspense QAA0000002', 'no account: suspense');
select is(pg_temp.confirm(array['QAA0000003'], array['NaN']), 'quarantine QAA0000003', 'no amount is quarantined');
select is(pg_temp.confirm(array['QAA0000004'], p_till => '600000'), 'quarantine QAA0000004', 'so is another PayBill');
select is(pg_temp.confirm(array[null], array[null], array[null], null, null), 'quarantine', 'so is an empty message');
select is(pg_temp.confirm(array['QAA0000005'], p_time => '20310101000000'), 'posted QAA0000005', 'a future time too');
select is((select (paid_at between now() and clock_timestamp(), flags)::text
    from mobile_money.payments where receipt = 'QAA0000005'), '(t,{time_replaced})', 'by our own clock, and flagged');
select is(pg_temp.confirm(array['QAB0000001', 'QAB0000002', 'QAB0000003'],
    array['60.00', '50', 'NaN'], array['4628', 'NOSUCH', '4628']),
  'posted QAB0000001, suspense QAB0000002, quarantine QAB0000003', 'each message of a batch has its own outcome');
select is(pg_temp.balance(:suspense), 11000::bigint, 'money without a vehicle is in suspense');
select is(pg_temp.confirm(array['QAB0000001', 'QAB0000004'], array['60', '70'], array['4628', '4628']),
  'posted QAB0000001 fare, posted QAB0000004', 'a repeat among new ones gets the first answer');
select is(pg_temp.balance(:trust), -25000::bigint, 'only the new one brought money');
select is((select times_received from mobile_money.mpesa_callbacks where receipt = 'QAB0000001'), 2, 'it is counted');
select throws_ok($$select pg_temp.confirm(array['QAB0000005', 'QUNWRITABL'],
    array['60', '60'], array['4628', '4628'])$$, '23502', null, 'one that can''t be written fails the whole batch');
select is(pg_temp.confirm(array['QAD0000001', 'QAD0000002', 'QAD0000003', 'QAD0000004', 'QAD0000005', 'QAD0000006'],
    array['60', '60', '60', '100', '60', '60'], array['4628', 'KZZ 002B', 'KZZ 003C', 'KZZ002B', 'nobody', '4628'],
    p_time => pg_temp.trans_time(now() + interval '1 second')),
  'posted QAD0000001, posted QAD0000002, posted QAD0000003, posted QAD0000004, suspense QAD0000005, '
  'posted QAD0000006',
  'a batch for three vehicles');
select results_eq($$ select f.receipt, v.plate, f.commission_cents, string_agg(concat_ws(' ', o.name, w.plate,
      s.purpose, e.amount_cents), ', ' order by e.line_no) from fares.fares f join fleet.vehicles v using (vehicle_id)
    join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets s using (sub_wallet_id)
    join (select l.*, x.plate from ledger.wallets l join fleet.vehicles x using (vehicle_id)) w using (wallet_id)
    join fleet.owners o on o.owner_id = w.owner_id
   where f.receipt like 'QAD%' group by 1, 2, 3 order by 1 $$, $$ values
  ('QAD0000001', 'KZZ 001A', 600::bigint, 'Mama Njeri KZZ 001A fuel 540, Mama Njeri KZZ 001A profit 4860'),
  ('QAD0000002', 'KZZ 002B', 230, 'Baba Otieno KZZ 002B fuel 1442, Baba Otieno KZZ 002B profit 4328'),
  ('QAD0000003', 'KZZ 003C', 0, 'Mama Njeri KZZ 003C profit 6000'),
  ('QAD0000004', 'KZZ 002B', 350, 'Baba Otieno KZZ 002B fuel 2412, Baba Otieno KZZ 002B profit 7238'),
  ('QAD0000006', 'KZZ 001A', 600, 'Mama Njeri KZZ 001A fuel 540, Mama Njeri KZZ 001A profit 4860') $$,
  'each goes to the owner and by the rule of its own vehicle');
select pg_temp.confirm(array['QAE0000001', 'QAE0000002'], array['60', '60'], array['4628', 'KZZ 003C'],
  p_time => pg_temp.trans_time(now() - interval '1 minute')) \g /dev/null
select is((select array_agg(commission_cents order by receipt) from fares.fares where receipt like 'QAE%'),
  '{120,0}', 'late ones are of the older rule');
select is(pg_temp.confirm('{}', '{}', '{}'), null, 'an empty batch has no outcome');
select is((select string_agg(outcome, ' ') from telco.confirm_fares(p_receipt => array['QAC0000001', 'QAC0000002'],
    p_amount => array['60', '60'], p_bill_ref => array['4628', '4628'], p_trans_time => array[null, null],
    p_short_code => array['400222', '400222'], p_org_balance => array[null, null],
    p_payer_hash => array[null, null]::bytea[], p_payer_last3 => array[null, null],
    p_body_sealed => array['\x05', '\x05']::bytea[],
    p_body_sha256 => array[sha256('c1'), sha256('c2')], p_flag => array['field_replaced', null],
    p_received_at => array['2026-01-01 00:00+03', null]::timestamptz[])),
  'posted posted', 'a message may say that it came earlier, and that a field was replaced');
select results_eq($$ select p.flags, p.paid_at = '2026-01-01 00:00+03', c.received_at = '2026-01-01 00:00+03'
    from mobile_money.payments p join mobile_money.mpesa_callbacks c using (receipt)
   where p.receipt like 'QAC%' order by 1 $$,
  $$ values ('{field_replaced,time_replaced}'::text[], true, true), ('{time_replaced}', false, false) $$,
  'that time is when it came, and stands for a time that makes no sense');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.journals ledger.ledger_entries loyalty.loyalty_accounts '
  'loyalty.loyalty_transactions messaging.alarms mobile_money.mpesa_callbacks mobile_money.payments',
  'nothing else changed');
select finish(); rollback;
