begin;
\ir ../fixtures/one_vehicle.psql
select plan(47);
select mobile_money.register_till('400777', 'UGX', 100, 25000000, 'Africa/Kampala');
select pg_temp.intent('ab3xy', :vehicle_id, 6000), pg_temp.intent('other', :vehicle_id, 9000);
select fleet.register_vehicle('KZZ 002B', :route_id, :owner_id, 33, '2020-01-01') as ruleless \gset
select fleet.register_vehicle('KZZ 003C', :route_id, :owner_id, 33, '2020-01-01') as closed \gset
select fares.set_split_rule(:closed, '2020-01-01', 0, 0, array['profit'], array[10000], 'profit', 'test');
update fleet.vehicles set state = 'closed' where vehicle_id = :closed;
select pg_temp.remember();
create function pg_temp.parse(p_message mobile_money.payment_message) returns mobile_money.parsed_payment language sql
  as $$ select mobile_money.parse_payment(p_message => p_message, p_ordinal => 3, p_received_at => now()) $$;

-- What makes a message unusable.
select is((pg_temp.parse(t.m)).fault, t.fault, t.sentence) from (values (pg_temp.incoming('QAA0000001', p_short_code =>
    '600000'), 'wrong till', 'another PayBill''s mail is not ours'), (pg_temp.incoming('QAA0000001', p_short_code =>
    null), 'wrong till', 'nor is mail without a PayBill'), (pg_temp.incoming(null), 'bad receipt', 'no receipt'),
  (pg_temp.incoming(''), 'bad receipt', 'an empty receipt'), (pg_temp.incoming('qaa0000001'), 'bad receipt',
    'a receipt in small letters'), (pg_temp.incoming('QAA 000001'), 'bad receipt', 'a receipt with a space'),
  (pg_temp.incoming(E'QAA0000001\n'), 'bad receipt', 'with a line break'), (pg_temp.incoming(repeat('Q', 21)),
    'bad receipt', 'a long one'), (pg_temp.incoming('QАA000001'), 'bad receipt', 'one with a Cyrillic letter'),
  (pg_temp.incoming('QAA0000001', 'NaN'), 'bad amount', 'NaN is no amount'), (pg_temp.incoming('QAA0000001', null),
    'bad amount', 'nor is none'), (pg_temp.incoming('QAA0000001', '-50.00'), 'bad amount', 'nor a debt'),
  (pg_temp.incoming('QAA0000001', '0'), 'bad amount', 'nor is nothing'), (pg_temp.incoming('QAA0000001', '0.00'),
    'bad amount', 'however written'), (pg_temp.incoming('QAA0000001', '250000.01'),
    'amount over limit', 'a cent over the till''s limit'), (pg_temp.incoming('QAA0000001', '9223372036854775807'),
    'bad amount', 'an absurd amount'), (pg_temp.incoming('QAA0000001', '250000'), null, 'the limit itself is taken'),
  (pg_temp.incoming('QAA0000001', '0.50'), null, 'so is less than the till''s least: it has been paid'),
  (pg_temp.incoming('QAA0000001'), null, 'and an ordinary fare')) as t(m, fault, sentence);

-- Whose it is.
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_account => t.account))).vehicle_id, t.vehicle_id, t.sentence)
  from (values ('4628', :vehicle_id::bigint, 'a door code is its vehicle'), (' kzz 001a ', :vehicle_id,
    'so is a plate, typed any way'), ('4682', null, 'a slip is nobody''s'), ('КZZ 001A', null, 'a look-alike neither'),
  ('', null, 'nor a blank'), (null, null, 'nor nothing'), (repeat('4628', 50), null, 'nor 200 characters'),
  ('🚐4628', null, 'nor a picture'), ('KZZ 002B', null, 'a vehicle without a rule takes no fares'),
  ('KZZ 003C', null, 'a closed one neither')) as t(account, vehicle_id, sentence);
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_short_code => '400777'))).vehicle_id,
  null, 'shillings of Uganda are never posted as Kenya''s');

-- When it was.
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_time => t.told))).flags, t.flags, t.sentence)
  from (values (pg_temp.told(now()), '{}'::text[], 'paid just now'), (pg_temp.told(now() + interval '4 minutes'),
    '{}', 'a clock a little ahead'), (pg_temp.told(now() + interval '6 minutes'), '{time_replaced}', 'too far ahead'),
  (pg_temp.told(now() - interval '2 hours'), '{late}', 'two hours late'),
  (pg_temp.told(now() - interval '47 hours'), '{late}', 'two days late'), (pg_temp.told(now() - interval '72 hours'),
    '{time_replaced}', 'three days late'), ('20310101000000', '{time_replaced}', 'from 2031'),
  ('19700101000000', '{time_replaced}', 'from 1970'), ('20261340999999', '{time_replaced}', 'on no day at all'),
  (null, '{time_replaced}', 'without a time')) as t(told, flags, sentence);
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_time => pg_temp.told(now() + interval '4 years')))).paid_at,
  now(), 'a senseless time is replaced by the moment it came');

-- Which wish it answers.
select is((select ((v.message).payment_ref, v.vehicle_id, v.channel, v.flags, (v.message).payer_hash =
    sha256('ab3xy'))::text from pg_temp.parse(pg_temp.incoming('QAA0000001', p_account => ' 4628-ab3xy ')) v), (select
    ('ab3xy', :vehicle_id, 'ussd', '{}'::text[], true)::text), 'by its account number: the wish, its vehicle, its SIM');
select is((select ((v.message).payment_ref, (v.message).bill_ref, v.channel)::text
    from pg_temp.parse(pg_temp.incoming('QAA0000001', p_account => null, p_payment_ref => 'ab3xy')) v),
  '(ab3xy,4628-AB3XY,ussd)', 'by the address its result came to');
select is((select ((v.message).payment_ref, v.vehicle_id, v.channel, v.flags)::text from
    pg_temp.parse(pg_temp.incoming('QAA0000001', '70', '4628-AB3XY')) v), (select (null::text, :vehicle_id, 'paybill',
    '{amount_differs}'::text[])::text), 'another amount under its account number: the vehicle''s, but not that wish');
select is((select ((v.message).payment_ref, v.vehicle_id, v.channel, v.flags)::text
    from pg_temp.parse(pg_temp.incoming('QAA0000001', '70', null, p_payment_ref => 'ab3xy')) v),
  (select ('ab3xy', :vehicle_id, 'ussd', '{amount_differs}'::text[])::text),
  'another amount at its own address: that wish all the same, for nothing else is paid there');
update mobile_money.payment_intents set state = 'paid', receipt = 'QBB0000001' where payment_ref = 'ab3xy';
select is((pg_temp.parse(pg_temp.incoming('QAA0000001', p_account => '4628-AB3XY'))).flags,
  '{paid_again}', 'a wish that is paid already is paid again');
update mobile_money.payment_intents set state = 'pushed', receipt = null where payment_ref = 'ab3xy';
select is(pg_temp.changed(), 'nothing', 'nothing at all changed');
select finish();
rollback;
