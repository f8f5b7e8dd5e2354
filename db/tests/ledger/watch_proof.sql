begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.alarm() returns text language sql as $$
  select concat_ws(' ', detail, acknowledged_reason) from messaging.alarms where kind = 'ledger_differs' $$;
select pg_temp.confirm(pg_temp.incoming('QPRF000001', '60.00')) \g /dev/null
select is(ledger.watch_proof(), 0::bigint, 'a ledger without a fault');
select is(pg_temp.alarm(), null, 'raises no alarm');
-- A credit that no journal brought, and its opposite: the table takes both, for it does not read the ledger.
insert into fares.credit_movements (phone_hash, currency, cents, journal_id) values ('\x01', 'KES', 500, -1);
select is(ledger.watch_proof(), 1::bigint, 'one that differs');
select is(pg_temp.alarm(), '1 rows, the first: credit of passengers that differs from its wallets: 1', 'is named');
insert into fares.credit_movements (phone_hash, currency, cents, journal_id) values ('\x01', 'KES', -500, -1);
select is(ledger.watch_proof(), 0::bigint, 'when nothing differs any more');
select matches(pg_temp.alarm(), 'nothing differs$', 'the alarm ends');
-- Stored takings that no fare brought.
insert into fares.day_totals (vehicle_id, owner_id, sacco_id, business_on, minutes, cents_by_minute, fares_by_minute,
                              purposes, cents_by_purpose, cents, fares, last_minute)
  values (:vehicle_id, :owner_id, :sacco_id, '2020-01-01', array['2020-01-01 09:00+03'::timestamptz], '{6000}', '{1}',
          '{fuel}', '{6000}', 6000, 1, '2020-01-01 09:00+03');
select fares.store_party_days('2020-01-01', '2020-01-01');
select is(ledger.watch_proof(), 1::bigint, 'stored takings that their entries do not say');
select is(pg_temp.alarm(), format('1 rows, the first: vehicle %s, 2020-01-01, fuel: stored KES 60, entries KES none',
  :vehicle_id), 'are named with vehicle and day');
select finish(); rollback;
