begin; select plan(7);
create function pg_temp.charge(p_kind text, p_cents bigint) returns bigint language sql as $$
  select recon.expected_charge(p_kind, 'KES', p_cents, '2026-11-23 08:00+03') $$;
select is(pg_temp.charge(t.kind, t.cents), t.charge, t.sentence)
  from (values ('payment', 100000, 0::bigint, 'a payment up to KES 1,000 costs us nothing'),
    ('payment', 100100, 750, 'above it costs half of the tariff'), ('payout', 10000, 0, 'a small payout costs nothing'),
    ('payout', 500000, 900, 'a larger one does'), ('payout', 99900000, 0, 'above the tariff nothing is expected'))
    as t(kind, cents, charge, sentence);
insert into recon.operator_charges values ('payment', 'KES', '2026-11-23 08:00+03', 99900000, 1);
select is(pg_temp.charge('payment', 100100), 1::bigint, 'a new tariff counts from its moment');
select is(pg_temp.charge(null, null), 0::bigint, '0 for NULL');
select finish(); rollback;
