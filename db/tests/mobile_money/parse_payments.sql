begin; select plan(50);
\ir ../fixtures/one_vehicle.psql
select mobile_money.register_till('400777', 'UGX', 100, 25000000, 'Africa/Kampala');
select pg_temp.intent('ab3xy', :vehicle_id, 6000), pg_temp.intent('other', :vehicle_id, 9000);
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as ruleless \gset
select fleet.register_vehicle('KZZ 003C', :route_id, :owner_id, 33, '2020-01-01') as closed \gset
select fares.set_split_rule(:closed, '2020-01-01', 0, 0, array['profit'], array[10000], 'profit', 'test');
update fleet.vehicles set state = 'closed' where vehicle_id = :closed;
select pg_temp.remember();
create function pg_temp.parse(p_message mobile_money.payment_message) returns mobile_money.parsed_payment language sql
  as $$ select (mobile_money.parse_payments(p_messages => array[p_message], p_received_at => now()))[1] $$;
create function pg_temp.answers(p_amount text, p_account text, p_ref text default null) returns text language sql as $$
  select ((v.message).payment_ref, v.vehicle_id = r.vehicle_id,
  v.channel, v.flags, (v.message).payer_hash = sha256('ab3xy'))::text from pg_temp.parse(pg_temp.incoming('QAA0000001',
    p_amount, p_account, p_payment_ref => p_ref)) v, fares.split_rules r where cardinality(r.purposes) = 5 $$;
-- What makes a message unusable.
select is((pg_temp.parse(pg_temp.incoming(t.receipt))).fault, 'bad receipt', t.sentence || ' is refused')
  from (values (null, 'a missing receipt'),
  ('', 'an empty receipt'), ('QAA01', 'a receipt of five characters'),
  ('qaa0000001', 'a receipt in small letters'), ('QAA 000001', 'a receipt with a space'),
  (E'QAA0000001\n', 'a receipt with a line break'), (repeat('Q', 21), 'a receipt of 21 characters'),
  ('QАA000001', 'a receipt with a Cyrillic letter')) as t(receipt, sentence);
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', t.amount))).fault, t.fault, t.sentence)
  from (values ('NaN', 'bad amount', 'NaN is no amount'),
  (null, 'bad amount', 'a missing amount is refused'), ('-50.00', 'bad amount', 'a negative amount is refused'),
  ('0', 'bad amount', 'zero is refused'), ('0.00', 'bad amount', 'zero with decimals is refused'),
  ('250000.01', 'amount over limit', 'a cent over the till''s limit is refused'),
  ('9223372036854775807', 'bad amount', 'an absurd amount is refused'),
  ('250000', null, 'the limit itself is accepted'),
  ('0.50', null, 'less than the till''s least is accepted: it has been paid'),
  ('60.00', null, 'an ordinary fare is accepted')) as t(amount, fault, sentence);
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_short_code => t.till))).fault, 'wrong till', t.sentence)
  from (values ('600000', 'another PayBill is not ours'), (null, 'a missing PayBill is not ours')) as t(till, sentence);
-- Which vehicle it is for.
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_account => t.account))).vehicle_id, t.vehicle_id, t.sentence)
  from (values ('4628', :vehicle_id::bigint, 'a door code names its vehicle'),
  (' kzz 001a ', :vehicle_id, 'so does a plate, however typed'),
  ('4682', null, 'a mistyped code names none'), ('КZZ 001A', null, 'nor does a look-alike'),
  ('', null, 'nor a blank'), (null, null, 'nor a missing account'), (repeat('4628', 50), null, 'nor 200 characters'),
  ('🚐4628', null, 'nor a picture'), ('KZZ 002B', null, 'a vehicle without a rule takes no fares'),
  ('KZZ 003C', null, 'nor does a closed one')) as t(account, vehicle_id, sentence);
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_short_code => '400777'))).vehicle_id,
  null, 'another currency is never posted as this vehicle''s');
-- When it was paid.
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_time => t.time))).flags, t.flags, t.sentence)
  from (values (pg_temp.trans_time(now()), '{}'::text[], 'a time of now is accepted'),
  (pg_temp.trans_time(now() + interval '4 minutes'), '{}', 'so is one a little ahead'),
  (pg_temp.trans_time(now() + interval '6 minutes'), '{time_replaced}', 'one too far ahead is replaced'),
  (pg_temp.trans_time(now() - interval '59 minutes'), '{}', 'one within the hour is in time'),
  (pg_temp.trans_time(now() - interval '61 minutes'), '{late}', 'one before is late'),
  (pg_temp.trans_time(now() - interval '47 hours'), '{late}', 'so is two days ago'),
  (pg_temp.trans_time(now() - interval '72 hours'), '{time_replaced}', 'three days ago is replaced'),
  ('20310101000000', '{time_replaced}', 'so is 2031'),
  ('19700101000000', '{time_replaced}', 'and 1970'), ('20261340999999', '{time_replaced}', 'and no day at all'),
  (null, '{time_replaced}', 'and a missing time')) as t("time", flags, sentence);
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_time => pg_temp.trans_time(now()
    + interval '4 years')))).paid_at, now(), 'a senseless time is replaced by the time it came');
select is((select array_agg((pg_temp.parse(jsonb_populate_record(pg_temp.incoming('QAA0000001'),
  jsonb_build_object('org_balance', b)))).org_balance_cents) from unnest(array['-12.50', '12.50', '-', 'x']) b),
  '{-1250,1250,NULL,NULL}', 'the PayBill''s balance may be below zero');
select is((select v.paid_at || v.flags::text
  from unnest(mobile_money.parse_payments(array[pg_temp.incoming('QAA0000001')], '1970-01-01')) v),
  date_trunc('second', now()) || '{}', 'a clock of ours that was wrong moves no fare');
-- Which intent it answers.
select is(pg_temp.answers('60', ' 4628-ab3xy '), '(ab3xy,t,ussd,{},t)', 'the account names intent, vehicle and SIM');
select is((select ((v.message).payment_ref, (v.message).bill_ref, v.channel, (v.message).payer_hash =
    sha256('ab3xy'))::text from pg_temp.parse(pg_temp.incoming('QAA0000001', p_account => null, p_payment_ref =>
    'ab3xy')) v), '(ab3xy,4628-AB3XY,ussd,t)', 'the address of a result names its intent, account and SIM');
select is(pg_temp.answers('70', '4628-AB3XY'),
  '(ab3xy,t,ussd,{amount_differs},t)', 'also with another amount, while its prompt is open');
select is(pg_temp.answers('70', null, 'ab3xy'),
  '(ab3xy,t,ussd,{amount_differs},t)', 'with another amount the address of a result still names the intent');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
