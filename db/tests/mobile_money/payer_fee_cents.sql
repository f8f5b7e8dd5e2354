begin; select plan(6);
create function pg_temp.fee(p_cents bigint) returns bigint language sql as $$
  select mobile_money.payer_fee_cents(p_amount_cents => p_cents, p_currency => 'KES', p_at => '2026-11-23 08:00+03') $$;
select is(pg_temp.fee(t.cents), t.fee, t.sentence)
  from (values (10000, 0::bigint, 'KES 100 costs the payer nothing'), (10100, 500, 'KES 101 costs 5'),
  (15000, 500, 'three at 50 cost 5'), (500000, 3400, 'the largest fare of the menu has a known fee'),
  (500001, null, 'above the known tariff the fee is unknown, not zero')) as t(cents, fee, sentence);
insert into mobile_money.payer_fees values ('KES', '2026-11-23 08:00+03', 10000, 100);
select is(pg_temp.fee(9000), 100::bigint, 'a newer tariff replaces the older one as a whole, from its first moment');
select finish(); rollback;
