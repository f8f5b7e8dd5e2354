begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
\ir ../fixtures/pots.psql
create function pg_temp.post(p_receipt text, p_rule bigint, p_cents bigint) returns void language sql as $$
  select fares.post_fares(array[p_receipt], array[p_rule], array[p_cents], array['2026-11-23 07:00+03'::timestamptz],
    array['2026-11-23'::date], array['paybill'], array[null], array['126']) $$;
select pg_temp.post('TKA0000001', :split_rule_id, 6000), pg_temp.post('TKA0000002', :split_rule_id, 6000),
  pg_temp.post('TKA0000003', :pots_rule, 40000), pg_temp.post('TKA0000004', :pots_rule, 40000),
  pg_temp.post('TKA0000005', :pots_rule, 40000), pg_temp.post('TKA0000006', :pots_rule, 40000) \g /dev/null
create temp view found as
select p.* from fares.raw_parts(p_owner_ids => array[:owner_id], p_vehicle_ids => array[:vehicle_id],
  p_from => '2026-11-23', p_to => '2026-11-23', p_horizon => '18446744073709551615'::xid8) p;
select is((select sum(cents) from found), 172000::numeric, 'the parts of the fares are the fares, to the cent');
select is((select array_agg(cents order by part) from found where split_rule_id = :pots_rule),
  '{0,30000,10000,36000,84000}', 'with pots they are what each fare brought, one by one');
select results_eq(
  $$ select coalesce(r.sub_wallet_ids[f.part], r.commission_sub_wallet_id) as id, sum(f.cents)::bigint
       from found f join fares.split_rules r using (split_rule_id) where f.cents > 0 group by 1 order by 1 $$,
  $$ select e.sub_wallet_id, sum(e.amount_cents)::bigint
       from fares.fares f join ledger.ledger_entries e using (journal_id)
      where e.amount_cents > 0 group by 1 order by 1 $$, 'and what the entries say');
select is((select array_agg(fares order by split_rule_id) from found where part = 0), '{2,4}', 'how many fares');
select finish(); rollback;
