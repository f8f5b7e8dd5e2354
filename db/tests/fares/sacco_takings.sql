begin; select plan(6);
\ir ../fixtures/sacco.psql
\set all_of_it '''18446744073709551615''::xid8'
create function pg_temp.taken(p_sacco bigint, p_horizon xid8 default '18446744073709551615') returns text language
  sql as $$
  select string_agg(concat_ws(' ', v.plate, t.business_on, t.cents, t.dues_cents), ', ' order by v.plate, t.business_on)
    from fares.sacco_takings(p_sacco_ids => array[p_sacco], p_from => '2026-11-19', p_to => '2026-11-21',
                             p_horizon => p_horizon) t join fleet.vehicles v using (vehicle_id) $$;
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 4000, '2026-11-21 07:10'),
  pg_temp.fare('TKA0000003', :other_rule_id, 9000, '2026-11-20 08:00') \g /dev/null
select is(pg_temp.taken(:sacco_id),
  'KZZ 001A 2026-11-20 6000 588, KZZ 001A 2026-11-21 4000 392, KZZ 002B 2026-11-20 9000 0',
  'takings of all its vehicles, whoever owns them, and what the SACCO''s sub_wallet got');
select is((select sum(e.amount_cents)::bigint from ledger.ledger_entries e join ledger.sub_wallets s using
  (sub_wallet_id)
            where s.purpose = 'sacco'), 588 + 392::bigint, 'the dues are the ledger''s');
select is(pg_temp.taken(:foreign_sacco_id), null, 'another SACCO sees none of it');
select is(pg_temp.taken(:sacco_id, '0'), null, 'nor does the first as of a position before them');
select fleet.move_vehicle(p_vehicle_id => :vehicle_id, p_route_id => :foreign_route_id, p_made_by => 'test')
  \g /dev/null
select max(split_rule_id) as moved_rule_id from fares.split_rules where vehicle_id = :vehicle_id \gset
select pg_temp.fare('TKA0000004', :moved_rule_id, 1000, '2026-11-20 18:10') \g /dev/null
select is(pg_temp.taken(:foreign_sacco_id), 'KZZ 001A 2026-11-20 1000 98',
  'a vehicle that came over shows what it took since, of that very day too');
select is(pg_temp.taken(:sacco_id), 'KZZ 002B 2026-11-20 9000 0', 'and is gone from the SACCO that it left');
select finish(); rollback;
