begin; select plan(30);
\ir ../fixtures/one_vehicle.psql
select mobile_money.register_till('400777', 'UGX', 100, 25000000, 'Africa/Kampala');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x01', '904');
select pg_temp.confirm(pg_temp.incoming('QAA0000001', p_account => 'Kawangware', p_payer_hash => sha256('sim'))),
  pg_temp.confirm(pg_temp.incoming('QAA0000002', p_account => 'x',
    p_time => pg_temp.trans_time(now() - interval '40 hours'))), pg_temp.confirm(pg_temp.incoming('QAA0000003')),
  pg_temp.confirm(pg_temp.incoming('QAA0000004', p_short_code => '400777'));
select fares.set_split_rule(:vehicle_id,
  now(), 10000, 0, array['profit'], array[10000], 'profit', 'test') as later_rule \gset
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as ruleless \gset
select pg_temp.remember();
create function pg_temp.claim(p_receipt text, p_vehicle_id bigint) returns text language sql as $$
  select mobile_money.claim_suspense(p_receipt => p_receipt, p_vehicle_id => p_vehicle_id, p_claimed_by => 'user:7') $$;
select is(pg_temp.claim(t.receipt, t.vehicle), t.outcome, t.sentence)
  from (values ('QNONE00001', :vehicle_id::bigint, 'not_found', 'an unknown payment can''t be claimed'),
  ('QAA0000003', :vehicle_id, 'posted', 'nor one that was posted to its vehicle'),
  ('QAA0000001', :ruleless, 'no_rule', 'a vehicle that took no fares then gets none now'),
  ('QAA0000001', -1, 'no_rule', 'nor does an unknown vehicle'), ('QAA0000001', null, 'no_rule', 'nor a missing one'),
  ('QAA0000004', :vehicle_id, 'no_rule', 'nor one of another currency')) as t(receipt, vehicle, outcome, sentence);
select is(pg_temp.changed(), 'nothing', 'these refusals changed nothing');
select is(pg_temp.claim('QAA0000002', :vehicle_id), 'placed', 'money in suspense goes to the vehicle named');
select is((select (state, vehicle_id, assigned_by, assigned_at = now())::text from mobile_money.payments where receipt =
    'QAA0000002'), (select ('placed', :vehicle_id, 'user:7', true)::text), 'the payment has who assigned it and when');
select is((select (f.split_rule_id, f.paid_at < now() - interval '39 hours')::text from fares.fares f
    where receipt = 'QAA0000002'), (select (:split_rule_id, true)::text), 'the fare has the rule of when it was paid');
select is((select (f.business_on = (f.paid_at at time zone 'Africa/Nairobi')::date)::text
    from fares.fares f where receipt = 'QAA0000002'), 'true', 'it counts for the day it was paid');
select is((select (j.kind, j.reason, c.kind, c.reference)::text
    from ledger.journals j join ledger.journals c on c.journal_id = j.corrects_journal_id),
  '(reversal,"placed by user:7",suspense,QAA0000002)', 'the entry into suspense is reversed');
select is_empty($$ select j.business_on, sum(e.amount_cents) from ledger.journals j
    join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets using (sub_wallet_id)
    join ledger.wallets w using (wallet_id)
   where w.kind = 'trust' and (j.kind = 'reversal' or j.kind = 'fare' and j.reference = 'QAA0000002')
   group by j.business_on having sum(e.amount_cents) <> 0 $$, 'the trust account moves on no day');
select is(pg_temp.balance(:suspense), 6000::bigint, 'suspense has the other payment only');
select is(pg_temp.balance(:fuel), 3528::bigint, 'fuel has its share');
select is((select count(*)::int from messaging.outbox where key = 'QAA0000002'), 0, 'an unknown payer gets no message');
select is(pg_temp.claim('QAA0000002', :vehicle_id), 'placed', 'a second claim has the same outcome');
select is((select count(*)::int from ledger.journals where kind = 'reversal'), 1, 'there is one reversal');
insert into ledger.closed_days (business_on) values ((now() at time zone 'Africa/Nairobi')::date);
select is(pg_temp.claim('QAA0000001', :vehicle_id), 'placed', 'money is assigned also when the day is closed');
select is((select array_agg(distinct business_on - (now() at time zone 'Africa/Nairobi')::date)
    from ledger.journals where reference = 'QAA0000001' and kind = 'fare' or corrects_journal_id in (select journal_id
    from ledger.journals where reference = 'QAA0000001')), '{1}', 'then it counts for the next day');
select is((select key from messaging.outbox where key = 'QAA0000001'), 'QAA0000001', 'a known payer gets the receipt');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select is(pg_temp.changed(),
  'audit.change_log fares.fares ledger.closed_days ledger.journals ledger.ledger_entries '
  'loyalty.loyalty_accounts loyalty.loyalty_transactions messaging.outbox mobile_money.payments',
  'nothing else changed');
-- What was held in suspense is held in the vehicle's sub_wallets.
select pg_temp.confirm(pg_temp.incoming('QAH0000001', '1500.00', 'nobody')),
  pg_temp.confirm(pg_temp.incoming('QAH0000002', '2500.00', 'nobody')),
  pg_temp.confirm(pg_temp.incoming('QAH0000003', '60.00', 'nobody'));
create function pg_temp.held(p_receipt text) returns text language sql as $$ select j.kind || ' ' || a.held_cents
  from audit.verifications a join ledger.journals j using (journal_id) where receipt = p_receipt $$;
create function pg_temp.verify(p_receipt text, p_amount text) returns text language sql as $$
  select mobile_money.decide_verification(p_receipt => p_receipt,
  p_answer => 'verified', p_result_code => '0', p_said_status => 'Completed', p_said_amount => p_amount) $$;
select is(pg_temp.held('QAH0000001'), 'suspense 150000', 'money above the limit is held in suspense');
select is(pg_temp.claim('QAH0000001', :vehicle_id), 'placed', 'staff assign it');
select is(pg_temp.held('QAH0000001'), 'fare 150000', 'the vehicle''s sub_wallets hold it');
select is(pg_temp.claim('QAH0000003', :vehicle_id), 'placed', 'a payment without verification is assigned');
select pg_temp.verify('QAH0000002', '2500.00');
select is(pg_temp.claim('QAH0000002', :vehicle_id), 'placed', 'a verified payment is assigned');
select is(pg_temp.held('QAH0000002'), 'fare 0', 'and not held');
select pg_temp.verify('QAH0000001', '1500.00');
select is(pg_temp.held('QAH0000001'), 'fare 0', 'M-Pesa''s answer releases assigned money');
select finish(); rollback;
