-- A whole confirmation is planned once for a connection, whatever the arrays' lengths and however young the tables:
-- its prompt, payer, number, points and receipt are looked up by index.
begin; select plan(5);
\ir ../fixtures/boarding.psql
create function pg_temp.rides(p_from int, p_to int) returns void language sql as $$
  insert into privacy.phones (phone_hash, phone_sealed, phone_last3)
  select sha256(('p' || n)::bytea), '\x01', '126' from generate_series(p_from, p_to) n;
  insert into mobile_money.payment_intents (payment_ref, account_ref, vehicle_id, phone_hash, amount_cents, seats, lang,
                                            state)
  select 'ref' || n, '4628-A' || n, (select min(vehicle_id) from fleet.vehicles), sha256(('p' || n)::bytea), 6000, 1,
         'sw', 'pushed' from generate_series(p_from, p_to) n;
  select count(fares.reserve_seats(p_payment_ref => 'ref' || n, p_vehicle_id => (select min(vehicle_id)
    from fleet.vehicles), p_seats => 1, p_at => now())) from generate_series(p_from, p_to) n $$;
create function pg_temp.settle(p_from int, p_to int) returns bigint language sql as $$
  select count(*) from mobile_money.settle_payments('c2b_confirmation', (
    select array_agg(pg_temp.incoming('QP' || to_char(n, 'FM00000000'), '60.00', '4628-A' || n))
      from generate_series(p_from, p_to) n), now()) where outcome = 'posted' $$;
create function pg_temp.rows_read() returns bigint language sql as $$
  select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)
             + coalesce(i.returned, 0))::bigint from pg_class c
    left join lateral (select sum(pg_stat_get_xact_tuples_returned(x.indexrelid)) as returned from pg_index x
      where x.indrelid = c.oid) i on true
   where c.relkind = 'r' and c.relnamespace in ('ledger'::regnamespace, 'fares'::regnamespace, 'privacy'::regnamespace,
     'mobile_money'::regnamespace, 'loyalty'::regnamespace, 'messaging'::regnamespace) $$;
select pg_temp.rides(1, 2000);
analyze mobile_money.payment_intents;   -- prompts are there before fares are
-- Seven batches, because the server keeps one plan after five.
select count(pg_temp.settle(16 * k, 16 * k + 15)) from generate_series(1, 7) k \g /dev/null
select pg_temp.rows_read() as before \gset
select is(pg_temp.settle(201, 201), 1::bigint, 'a fare alone');
select pg_temp.rows_read() - :before as alone \gset
select cmp_ok(:alone, '<', 150, 'reads few rows of each table');
discard plans;   -- as an analyze does: plans are made again, for tables of 120 rows
select is(pg_temp.settle(300, 300) + pg_temp.settle(301, 1299), 1000::bigint, 'a thousand fares');
select pg_temp.rows_read() as before \gset
select pg_temp.settle(1400, 1400) \g /dev/null
select pg_temp.rows_read() - :before as later \gset
select cmp_ok(:later, '<', 150, 'and one more reads no more');
select is((select (count(*) filter (where s.state = 'paid'), (select count(*) from loyalty.loyalty_transactions),
  (select count(*) from messaging.outbox where key like 'QP%'))::text from fares.seats s), '(1114,1114,1114)',
  'each with its number, points and receipt');
select finish(); rollback;
