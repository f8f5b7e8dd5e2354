begin; select plan(4);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
create function pg_temp.rows(p_horizon xid8, p_from date default '2026-11-20', p_to date default '2026-11-21')
  returns text language sql as $$
  select string_agg(concat_ws(' ', m.business_on, to_char(m.minute at time zone 'UTC', 'HH24:MI'), m.cents,
    m.fares), ', ' order by m.minute)
    from fares.split_rules r, fares.minute_takings(p_owner_ids => array[r.owner_id],
      p_vehicle_ids => array[r.vehicle_id],
      p_from => p_from, p_to => p_to, p_horizon => p_horizon) m where cardinality(r.purposes) = 5 $$;

select is(pg_temp.rows(:all_of_it), '2026-11-20 04:10 8050 2, 2026-11-21 09:00 4000 1', 
  'fares are added up by the minute');
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into fares.totals_until (until_on, horizon) values ('2026-11-20', '5');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-20', array['2026-11-20 07:10+03'::timestamptz],
  array[99], array[3], array['fuel', 'sacco', 'fee'], array[90, 7, 2]);

select is(pg_temp.rows(:all_of_it), '2026-11-20 04:10 99 3, 2026-11-21 09:00 4000 1',
  'a closed day is read from what was stored, and no fare of it');
select is(pg_temp.rows(:all_of_it, p_to => '2026-11-20'), '2026-11-20 04:10 99 3', 'also alone');
select is(pg_temp.rows('4'), null, 'a position before they were stored does not see them');
select finish(); rollback;
