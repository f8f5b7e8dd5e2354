begin; select plan(6);
\ir ../fixtures/payouts.psql
create function pg_temp.fee(p_cents bigint, p_at timestamptz default now()) returns bigint language sql as $$
  select payouts.fee_cents('phone', 'KES', p_cents, p_at) $$;
select is(pg_temp.fee(10000), 0::bigint, 'up to and including the first row');
select is(pg_temp.fee(10001), 500::bigint, 'above it the next');
select is(pg_temp.fee(25000000), 1100::bigint, 'the last');
select is(pg_temp.fee(25000001), null, 'nothing above');
insert into payouts.fees values ('phone', 'KES', '2026-12-01 00:00+03', 25000000, 700);
select is(pg_temp.fee(10000, '2026-11-30 23:59+03'), 0::bigint, 'the old table until the new one begins');
select is(pg_temp.fee(10000, '2026-12-01 00:00+03'), 700::bigint, 'then only the new one');
select finish(); rollback;
