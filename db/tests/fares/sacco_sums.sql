begin; select plan(8);
\ir ../fixtures/sacco.psql
\set all_of_it '''18446744073709551615''::xid8'
create function pg_temp.sums(p_sacco bigint, p_from date, p_to date, p_horizon xid8 default '18446744073709551615')
  returns text language sql as $$
  select string_agg(concat_ws(' ', coalesce(v.plate, 'all'), s.cents, s.dues_cents, s.month_dues_cents), ', '
                    order by v.plate nulls last)
    from fares.sacco_sums(p_sacco_ids => array[p_sacco], p_month => '2026-11-01', p_from => p_from, p_to => p_to,
                          p_horizon => p_horizon) s left join fleet.vehicles v using (vehicle_id) $$;
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 4000, '2026-11-21 07:10'),
  pg_temp.fare('TKA0000003', :other_rule_id, 9000, '2026-11-20 08:00') \g /dev/null
select is(pg_temp.sums(:sacco_id, '2026-11-21', '2026-11-21'),
  'KZZ 001A 4000 392 980, KZZ 002B 0 0 0, all 4000 392 980',
  'the period''s takings, and the dues since the month began');
select is(pg_temp.sums(:sacco_id, '2026-11-20', '2026-11-20'),
  'KZZ 001A 6000 588 588, KZZ 002B 9000 0 0, all 15000 588 588', 'nothing of later days');
select is(pg_temp.sums(:sacco_id, '2026-11-20', '2026-11-21', '0'), null, 'nothing as of a position before them');
select is(pg_temp.sums(:foreign_sacco_id, '2026-11-20', '2026-11-21'), null, 'another SACCO sees none of it');
select fleet.move_vehicle(p_vehicle_id => :vehicle_id, p_route_id => :foreign_route_id, p_made_by => 'test')
  \g /dev/null
select is(pg_temp.sums(:sacco_id, '2026-11-20', '2026-11-21'),
  'KZZ 001A 10000 980 980, KZZ 002B 9000 0 0, all 19000 980 980', 'what has left counts for what it took here');
insert into ledger.closed_days (business_on, xact) values ('2026-11-20', '5');
select fares.store_day_totals(ledger.horizon()), fares.store_day_totals(:all_of_it) \g /dev/null
select is(pg_temp.sums(:sacco_id, '2026-11-20', '2026-11-21'),
  'KZZ 001A 10000 980 980, KZZ 002B 9000 0 0, all 19000 980 980', 'a closed day says the same, and counts once');
-- A closing figure that no fares add up to shows that the total is read from what was stored.
insert into ledger.closed_days (business_on) values ('2026-11-21');
insert into fares.totals_until (until_on, horizon) values ('2026-11-21', '6');
insert into fares.sacco_days values (:sacco_id, '2026-11-21', 1, 5, 1, array['fee', 'sacco'], array[1, 4]);
select is(pg_temp.sums(:sacco_id, '2026-11-21', '2026-11-21'), 'KZZ 001A 0 0 588, KZZ 002B 0 0 0, all 5 4 592',
  'the total of a closed day is the stored one');
select is(pg_temp.sums(null, '2026-11-20', '2026-11-21'), null, 'nothing for NULL');
select finish(); rollback;
