begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
select pg_temp.intent('ab3xy', :vehicle_id, 6000);
select pg_temp.remember();
create function pg_temp.payee(p_account text, p_cents bigint, p_ref text default null,
  p_currency text default 'KES', p_at timestamptz default now()) returns mobile_money.parsed_payment language sql as $$
  select mobile_money.resolve_payee(p_currency => p_currency,
  p_payment => jsonb_populate_record(null::mobile_money.parsed_payment, jsonb_build_object('message',
    to_jsonb(pg_temp.incoming('QAA0000001', p_account => p_account, p_payment_ref => p_ref)),
    'amount_cents', p_cents, 'paid_at', p_at, 'flags', array[]::text[], 'channel', 'paybill'))) $$;
select is((pg_temp.payee('4628', 6000)).split_rule_id, :split_rule_id::bigint, 'a door code leads to its rule');
select is((pg_temp.payee('4628', 6000, p_at => '2019-12-31')).vehicle_id,
  null::bigint, 'before its first rule the vehicle has no fares');
select is((pg_temp.payee('4628', 6000, p_currency => 'UGX')).vehicle_id, null::bigint, 'nor in another currency');
select is((select ((v.message).payment_ref, v.channel)::text from pg_temp.payee('4628-AB3XY', 6000) v),
  '(ab3xy,ussd)', 'our own account number leads to the intent');
select is((select ((v.message).payment_ref, v.channel)::text from pg_temp.payee(typed, 6000) v),
  '(ab3xy,ussd)', 'also typed otherwise') from unnest(array['4628 ab3xy.', E'4628\u2011AB3XY\u200b']) typed;
select is((select ((v.message).payment_ref, v.flags)::text from pg_temp.payee('4628-AB3XY', 7000) v),
  '(,{amount_differs})', 'unless the amount differs');
select is(((pg_temp.payee(null, 7000, 'ab3xy')).message).payment_ref, 'ab3xy', 'a result always leads to its intent');
select is(pg_temp.changed(), 'nothing', 'nothing changed');
select finish(); rollback;
