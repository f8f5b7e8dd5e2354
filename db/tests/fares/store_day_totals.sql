begin; select plan(10);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
select is(fares.store_day_totals(ledger.horizon()), 0, 'while no day is closed nothing is stored');
insert into ledger.closed_days (business_on, xact) values ('2026-11-20', '5');
select is(fares.store_day_totals(ledger.horizon()), 0, 'a day just closed is only marked');
select is(fares.store_day_totals(ledger.horizon()), 0, 'and waits while a transaction runs that is as old as the mark');
select is(fares.store_day_totals(:all_of_it), 1, 'then it is stored: one row for a vehicle, owner and day');
select is((select t.cents_by_minute from fares.day_totals t), array[8050]::bigint[], 'with what each minute took');
select is((select t.fares_by_minute from fares.day_totals t), array[2], 'from how many fares');
select is((select sum(c)::int from fares.day_totals t, unnest(t.cents_by_purpose) c), 8050,
  'and what each purpose got');
select is((select t.until_on from fares.totals_until t where t.horizon is not null), '2026-11-20', 'up to that day');
select is(fares.store_day_totals(:all_of_it), 0, 'once');
insert into ledger.closed_days (business_on) values ('2026-11-21');
select fares.store_day_totals(:all_of_it) \g /dev/null
select is((select max(t.until_on) from fares.totals_until t), '2026-11-20',
  'a day that this transaction closed is not marked yet: others may still post into it');
select finish(); rollback;
