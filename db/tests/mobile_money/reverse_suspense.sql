begin; select plan(24);
\ir ../fixtures/one_vehicle.psql
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x01', '904');
select pg_temp.confirm(pg_temp.incoming('QREV000001', '60.00', 'nowhere', p_payer_hash => sha256('sim'))),
  pg_temp.confirm(pg_temp.incoming('QREV000002', '2500.00', 'nowhere')),
  pg_temp.confirm(pg_temp.incoming('QREV000003', '80.00')),
  pg_temp.confirm(pg_temp.incoming('QREV000004', '70.00', 'nowhere')) \g /dev/null
update mobile_money.payments set first_seen_at = now() - interval '1 hour' where receipt = 'QREV000001';
select mobile_money.watch_suspense() \g /dev/null
select pg_temp.remember() \g /dev/null
create function pg_temp.reverse(p_receipt text) returns text language sql as $$
  select mobile_money.reverse_suspense(p_receipt => p_receipt, p_reason => 'the portal says reversed') $$;
create function pg_temp.state_of(p_receipt text) returns text language sql as $$
  select state || ' ' || (vehicle_id is null) from mobile_money.payments where receipt = p_receipt $$;
create function pg_temp.trust() returns bigint language sql as $$
  select sum(balance_cents)::bigint from audit.wallet_balances where kind = 'trust' $$;
select is(pg_temp.reverse(r), o, s) from (values ('QNONE00001', 'not_found', 'no such payment'),
  ('QREV000003', 'not_found', 'one with a vehicle is a fare'), (null, 'not_found', 'nothing')) t(r, o, s);
select is(pg_temp.changed(), 'nothing', 'these change nothing');
select pg_temp.trust() as trust \gset
select is(pg_temp.reverse('QREV000001'), 'taken_back', 'money without a vehicle went back');
select is(pg_temp.state_of('QREV000001'), 'reversed true', 'the payment says so');
select is(pg_temp.trust(), :trust + 6000::bigint, 'the trust account has so much less');
select is(pg_temp.balance(:suspense), 257000::bigint, 'and so has suspense');
select results_eq($$ select c.kind, c.reason, o.kind, o.reference from ledger.journals c
    join ledger.journals o on o.journal_id = c.corrects_journal_id $$,
  $$ values ('reversal', 'the portal says reversed', 'suspense', 'QREV000001') $$,
  'the entry into suspense is corrected');
select is((select acknowledged_reason from messaging.alarms where subject = 'QREV000001'), 'taken back',
  'nobody looks for its vehicle any more');
select is(pg_temp.reverse('QREV000001'), 'known', 'once');
select is(mobile_money.claim_suspense('QREV000001', :vehicle_id, 'user:7'), 'reversed', 'it can''t be assigned');
select is((select count(*) from mobile_money.alike_in_suspense('QREV000004')), 2::bigint,
  'it is not among those of the same wrong account');
select is((select count(*) from audit.suspense where receipt = 'QREV000001'), 0::bigint, 'nor does it wait');
-- The same message comes again.
select pg_temp.confirm(pg_temp.incoming('QREV000001', '60.00', 'nowhere', p_payer_hash => sha256('sim'))) \g /dev/null
select is(pg_temp.state_of('QREV000001'), 'reversed true', 'a redelivery changes nothing');
select is(pg_temp.balance(:suspense), 257000::bigint, 'and posts nothing');
-- One that is held until M-Pesa confirms it.
select is(pg_temp.reverse('QREV000002'), 'taken_back', 'a large one');
select is((select count(*) from ledger.holds where released_at is null), 0::bigint, 'its hold ends');
select is(mobile_money.decide_verification('QREV000002', 'differs', '0', 'REVERSED', '2500.00'), 'differs',
  'the answer to our question comes later');
select is((select count(*) from ledger.holds where released_at is null), 0::bigint, 'it holds nothing of others');
select is((select count(*) from messaging.alarms where kind = 'payment_differs'), 0::bigint, 'and is no news');
select is(mobile_money.claim_suspense('QREV000004', :vehicle_id, 'user:7'), 'placed',
  'the others are assigned as ever');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
insert into ledger.closed_days (business_on) values ((now() at time zone 'Africa/Nairobi')::date);
select pg_temp.confirm(pg_temp.incoming('QREV000005', '70.00', 'nowhere')) \g /dev/null
select is(pg_temp.reverse('QREV000005'), 'taken_back', 'a closed day stays closed');
select finish(); rollback;
