begin; select plan(2);
\ir ../fixtures/account_statements.psql
create function pg_temp.sum(p_horizon xid8) returns text language sql as $$
  select string_agg(concat_ws(' ', q.business_on, q.cents), ', ' order by q.business_on)
    from (select p.business_on, sum(p.cents) as cents from fares.split_rules r, fares.raw_sub_wallets(
            p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id], p_from => '2026-11-20',
            p_to => '2026-11-21', p_horizon => p_horizon) p
           where cardinality(r.purposes) = 5 group by p.business_on) q $$;
select is(pg_temp.sum(:all_of_it), '2026-11-20 6000, 2026-11-21 12050', 'they sum to the fares');
select is_empty(format($$
  select p.sub_wallet_id, p.business_on, p.cents
    from fares.raw_sub_wallets(p_owner_ids => array[%1$s::bigint], p_vehicle_ids => array[%2$s::bigint],
           p_from => '2026-11-20', p_to => '2026-11-21', p_horizon => %3$s) p
  except
  select e.sub_wallet_id, j.business_on, sum(e.amount_cents)::bigint from ledger.journals j
    join ledger.ledger_entries e using (journal_id) where j.kind = 'fare' group by 1, 2 $$,
  :owner_id, :vehicle_id, quote_literal(:all_of_it::text) || '::xid8'), 'and are what the legs brought');
select finish(); rollback;
