begin; select plan(9);
\ir ../fixtures/one_vehicle.psql
select is(mobile_money.register_till(p_short_code => '400333', p_currency => 'UGX',
    p_min_cents => 1, p_max_cents => 500, p_time_zone => 'Africa/Kampala'), '400333', 'a PayBill is registered');
select is((select array_agg((w.kind, s.purpose, s.currency, s.guarded) order by w.kind)::text from mobile_money.tills t
    join ledger.sub_wallets s on s.sub_wallet_id in (t.trust_sub_wallet_id, t.suspense_sub_wallet_id)
    join ledger.wallets w using (wallet_id) where t.short_code = '400333'), (array[('suspense', 'main', 'UGX', true),
    ('trust', 'main', 'UGX', false)])::text, 'with a trust account and a suspense of its currency');
select is(mobile_money.register_till('400333', 'UGX', 2, 600, 'Africa/Kampala'), '400333', 'again: its limits change');
select is((select (min_cents, max_cents)::text from mobile_money.tills where short_code = '400333'),
  '(2,600)', 'the till has the new limits');
select
  throws_ok(format('select mobile_money.register_till(''400444'', %L, %s, %s, %L)', t.currency, t.low, t.high, t.zone),
  t.code, null, t.sentence || ' is refused')
  from (values ('KES', 100, 99, 'Africa/Nairobi', '23514', 'a limit below the other'),
  ('KES', 0, 99, 'Africa/Nairobi', '23514', 'a limit of zero'),
  ('KES', 100, 200, 'Africa/Nowhere', '22023', 'an unknown time zone'),
  ('kes', 100, 200, 'Africa/Nairobi', '23514', 'a currency that is no code')) as t(currency,
  low, high, zone, code, sentence);
select is(pg_temp.changed(), 'ledger.sub_wallets ledger.wallets mobile_money.tills', 'nothing else changed');
select finish(); rollback;
