-- An owner with two vehicles; another owner's vehicle rides for the same SACCO; one changes owner and SACCO at noon.
begin; select plan(9);
\ir ../fixtures/sacco.psql
select fares.set_split_rule(p_vehicle_id => :vehicle_id, p_effective_from => now() + interval '1 second',
  p_commission_bps => 500, p_commission_fixed_cents => 0, p_purposes => array['sacco', 'profit'],
  p_shares_bps => array[1000, 9000], p_home_purpose => 'profit', p_made_by => 'test') as later_rule_id \gset
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000002', :later_rule_id, 2001, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000003', :other_rule_id, 9000, '2026-11-20 08:00'),
  pg_temp.fare('TKA0000004', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
select fleet.move_vehicle(p_vehicle_id => :other_vehicle_id, p_route_id => :foreign_route_id, p_made_by => 'test')
  \g /dev/null
select max(split_rule_id) as moved_rule_id from fares.split_rules where vehicle_id = :other_vehicle_id \gset
select pg_temp.fare('TKA0000005', :moved_rule_id, 7000, '2026-11-20 12:30') \g /dev/null
create function pg_temp.owners(p_on date) returns text language sql as $$
  select string_agg(concat_ws(' ', o.name, d.fares, d.cents, d.commission_cents,
           d.cents_by_purpose[array_position(d.purposes, 'sacco')]), ', ' order by o.name)
    from fares.owner_days d join fleet.owners o using (owner_id) where d.business_on = p_on $$;
create function pg_temp.saccos(p_on date) returns text language sql as $$
  select string_agg(concat_ws(' ', s.name, d.fares, d.cents, d.commission_cents,
           d.cents_by_purpose[array_position(d.purposes, 'sacco')]), ', ' order by s.name)
    from fares.sacco_days d join fleet.saccos s using (sacco_id) where d.business_on = p_on $$;
insert into ledger.closed_days (business_on, xact) values ('2026-11-20', '5');
select fares.store_day_totals(ledger.horizon()) \g /dev/null
select is(fares.store_day_totals(:all_of_it), 3,
  'the day of each vehicle is stored, of one that changed its SACCO in two parts');
select is(pg_temp.owners('2026-11-20'), 'Baba Otieno 2 16000 320, Mama Njeri 2 8001 220 778',
  'with it the day of each owner: fares, cents, our fee, dues');
select is(pg_temp.saccos('2026-11-20'), 'Foreign Line 1 7000 140, Test Line 3 17001 400 778',
  'and of each SACCO: what was taken before noon is of the one that the vehicle left');
select is((select sum(cents)::bigint from fares.owner_days), (select sum(amount_cents)::bigint from fares.fares
  where business_on = '2026-11-20'), 'owners'' days are all fares');
select is((select sum(cents)::bigint from fares.sacco_days), (select sum(cents)::bigint from fares.owner_days),
  'and so are the SACCOs''');
select is(pg_temp.owners('2026-11-21'), null, 'a day that is open is not stored');
select is(fares.store_party_days(p_from => '2026-11-20', p_to => '2026-11-20'), 0, 'a second time stores nothing');
select is(fares.store_party_days(p_from => null, p_to => null), 0, 'nothing for NULL');
select is((select count(*) from audit.changed_takings), 0::bigint, 'the proof finds nothing changed');
select finish(); rollback;
