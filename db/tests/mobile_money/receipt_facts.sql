begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '60.00', '4628')), pg_temp.confirm(pg_temp.incoming('QAA0000002',
  '70.00', '4682')) \g /dev/null
select is((select (f.receipt, f.state, f.vehicle_id, f.time_zone, f.cents)::text
  from mobile_money.receipt_facts(p_receipt => r) f), t, r || ' is ' || w)
  from (values ('QAA0000001', '(QAA0000001,posted,' || :vehicle_id || ',Africa/Nairobi,6000)', 'a fare'),
  ('QAA0000002', '(QAA0000002,suspense,,Africa/Nairobi,7000)', 'in suspense'), ('QAA0000009', null, 'not known'))
  v(r, t, w);
alter table mobile_money.payments disable trigger user;
delete from mobile_money.payments where receipt = 'QAA0000001';   -- as of a fare that credit paid
select is((select (f.state, f.payer_hash, f.cents)::text from mobile_money.receipt_facts('QAA0000001') f),
  '(posted,,6000)', 'a fare that M-Pesa brought nothing for');
select finish(); rollback;
