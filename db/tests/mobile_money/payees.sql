begin; select plan(17);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ab3xy', :vehicle_id, 6000), mobile_money.register_till('400777', 'UGX', 100, 25000000,
  'Africa/Nairobi');
select pg_temp.remember();
create function pg_temp.payee(p_account text, p_cents bigint, p_ref text default null,
  p_currency text default 'KES', p_at timestamptz default now(),
  p_payer bytea default null) returns mobile_money.parsed_payment language sql as $$
  select (mobile_money.parse_payments(p_received_at => p_at, p_messages => array[pg_temp.incoming('QAA0000001',
    (p_cents / 100)::text, p_account, p_payment_ref => p_ref, p_payer_hash => p_payer,
    p_time => pg_temp.trans_time(p_at),
    p_short_code => case p_currency when 'KES' then '400222' else '400777' end)]))[1] $$;
select is((pg_temp.payee('4628', 6000)).split_rule_id, :split_rule_id::bigint, 'a door code leads to its rule');
select is((pg_temp.payee('4628', 6000, p_at => '2019-12-31')).vehicle_id,
  null::bigint, 'before its first rule the vehicle has no fares');
select is((pg_temp.payee('4628', 6000, p_currency => 'UGX')).vehicle_id, null::bigint, 'nor in another currency');
select is((select ((v.message).payment_ref, v.channel)::text from pg_temp.payee('4628-AB3XY', 6000) v),
  '(ab3xy,ussd)', 'our own account number leads to the intent');
select is((select ((v.message).payment_ref, v.channel)::text from pg_temp.payee(typed, 6000) v),
  '(ab3xy,ussd)', 'also typed otherwise') from unnest(array['4628 ab3xy.', E'4628\u2011AB3XY\u200b']) typed;
select is((select ((v.message).payment_ref, v.flags, v.fare_cents)::text from pg_temp.payee('4628-AB3XY', cents) v),
  '(ab3xy,{amount_differs},6000)', 'also with another amount, with the price') from unnest(array[5000, 7000]) cents;
select is((pg_temp.payee('4628-AB3XY', 6000)).fare_cents, null, 'what is paid as asked has no other price');
select is((select ((v.message).payment_ref, v.fare_cents)::text from pg_temp.payee('4628-AB3XY', 5000,
  p_payer => sha256('friend')) v), '(,)', 'unless the amount differs and somebody else pays');
update mobile_money.payment_intents set state = 'paid';
select is((select ((v.message).payment_ref, v.fare_cents)::text from pg_temp.payee('4628-AB3XY', 5000) v), '(,)',
  'or the prompt is over');
update mobile_money.payment_intents set state = 'pushed', credit_cents = 2000;
select is((pg_temp.payee('4628-AB3XY', 6000)).fare_cents, 8000::bigint, 'credit is part of the price');
update mobile_money.payment_intents set credit_cents = 0;
select pg_temp.remember() \g /dev/null
select is(((pg_temp.payee(null, 6000, 'nobody')).message).payment_ref, null, 'an unknown address leads to none');
select is(((pg_temp.payee(null, 7000, 'ab3xy')).message).payment_ref, 'ab3xy', 'a result always leads to its intent');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
update mobile_money.payment_intents set account_ref = '46280-AB3XY';
select is(((pg_temp.payee('46280 ab3xy', 6000)).message).payment_ref, 'ab3xy', 'door codes have 3 to 6 digits');
select fares.set_split_rule(:vehicle_id, now(), 300, 0, array['profit'], array[10000], 'profit', 'test') as newer \gset
select is(array[(pg_temp.payee('4628', 6000, p_at => now() + interval '1 s')).split_rule_id, (pg_temp.payee(
  '4628', 6000,
  p_at => now() - interval '1 s')).split_rule_id], array[:newer, :split_rule_id]::bigint[],
  'the rule is that of the time it was paid');
select finish(); rollback;
