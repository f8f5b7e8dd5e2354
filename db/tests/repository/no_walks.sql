-- What one fare costs must not grow with the book. The server keeps a plan as long as a connection lives: one that
-- was made for a company of 64 on a young book must look up what one fare needs, not walk through all there is.
begin;
\ir ../fixtures/one_vehicle.psql
select plan(2);
create function pg_temp.post(p_from int, p_to int) returns bigint[] language sql as $$
  select fares.post_fares(
    p_receipts => array_agg('QW' || to_char(n, 'FM00000000') order by n),
      p_split_rule_ids => array_agg((select max(split_rule_id) from fares.split_rules)),
    p_amounts_cents => array_agg(6000::bigint), p_paid_at => array_agg(now()), p_business_on => array_agg(current_date),
    p_channels => array_agg('paybill'::text), p_payment_refs => array_agg(null::text),
      p_payer_last3 => array_agg('126'::text))
    from generate_series(p_from, p_to) n $$;
create function pg_temp.rows_read() returns bigint language sql as $$
  select sum(pg_stat_get_xact_tuples_returned(c.oid) + pg_stat_get_xact_tuples_fetched(c.oid) + coalesce(i.returned,
    0))::bigint
    from pg_class c
    left join lateral (select sum(pg_stat_get_xact_tuples_returned(x.indexrelid)) as returned from pg_index x
      where x.indrelid = c.oid) i on true
   where c.relnamespace in ('ledger'::regnamespace, 'fares'::regnamespace) and c.relkind = 'r' $$;
-- Seven times, because the server settles for one plan after five.
select count(pg_temp.post(64 * k, 64 * k + 63)) from generate_series(1, 7) k \g /dev/null
select pg_temp.rows_read() as before \gset
select pg_temp.post(1001, 1001) \g /dev/null
select pg_temp.rows_read() - :before as young \gset
select cmp_ok(:young, '<', 100, 'one fare on a young book reads a handful of rows');
select count(pg_temp.post(2000, 3999)) \g /dev/null
select pg_temp.rows_read() as before \gset
select pg_temp.post(1002, 1002) \g /dev/null
select pg_temp.rows_read() - :before as old \gset
select cmp_ok(:old, '<', 100, 'and on one where 2,000 have come since');
select finish();
rollback;
