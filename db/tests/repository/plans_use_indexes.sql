-- The cost of a fare must not grow with the ledger. The server keeps a plan as long as its connection: a plan made for
-- a batch of 64 on a small ledger must still look rows up by index.
begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.post(p_from int, p_to int) returns bigint[] language sql as $$ select fares.post_fares(
    p_receipts => array_agg('QW' || to_char(n, 'FM00000000') order by n),
      p_split_rule_ids => array_agg((select max(split_rule_id) from fares.split_rules)),
    p_amounts_cents => array_agg(6000::bigint), p_paid_at => array_agg(now()), p_business_on => array_agg(current_date),
    p_channels => array_agg('paybill'::text), p_payment_refs => array_agg(null::text),
      p_payer_last3 => array_agg('126'::text)) from generate_series(p_from, p_to) n $$;
create function pg_temp.rows_read() returns bigint language sql as $$
  select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid)
             + coalesce(i.returned, 0))::bigint from pg_class c
    left join lateral (select sum(pg_stat_get_xact_tuples_returned(x.indexrelid)) as returned from pg_index x
      where x.indrelid = c.oid) i on true
   where c.relnamespace in ('ledger'::regnamespace, 'fares'::regnamespace) and c.relkind = 'r' $$;
-- Seven times, because the server keeps one plan after five.
select count(pg_temp.post(64 * k, 64 * k + 63)) from generate_series(1, 7) k \g /dev/null
select pg_temp.rows_read() as before \gset
select pg_temp.post(1001, 1001) \g /dev/null
select pg_temp.rows_read() - :before as on_small_ledger \gset
select cmp_ok(:on_small_ledger, '<', 100, 'one fare on a small ledger reads few rows');
select count(pg_temp.post(2000, 3999)) \g /dev/null
select pg_temp.rows_read() as before \gset
select pg_temp.post(1002, 1002) \g /dev/null
select pg_temp.rows_read() - :before as on_large_ledger \gset
select cmp_ok(:on_large_ledger, '<', 100, 'one fare after 2,000 more reads few rows');
select finish(); rollback;
