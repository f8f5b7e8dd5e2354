begin; select plan(4);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2000, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
create function pg_temp.rows(p_horizon xid8, p_days date[] default '{2026-11-20,2026-11-21}',
  p_until timestamptz[] default '{null,2026-11-21 12:00+03}') returns text language sql as $$
  select string_agg(concat_ws(' ', h.business_on, to_char(h.hour at time zone 'UTC', 'HH24:MI'), h.cents, h.fares,
    h.cents_until, h.owners_cents), ', ' order by h.hour)
    from fares.split_rules r, fares.hour_takings(p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id],
      p_days => p_days, p_until => p_until, p_zone => 'Africa/Nairobi', p_horizon => p_horizon) h
   where cardinality(r.purposes) = 5 $$;
select is(pg_temp.rows(:all_of_it), '2026-11-20 04:00 8000 2 8000 7056, 2026-11-21 09:00 4000 1 0 3528',
  'fares are added up by the hour');
insert into ledger.closed_days (business_on) values ('2026-11-20');
insert into fares.totals_until (until_on, horizon) values ('2026-11-20', '5');
insert into fares.day_totals values (:vehicle_id, :owner_id, :sacco_id,
  '2026-11-20', array['2026-11-20 07:10+03', '2026-11-20 07:12+03', '2026-11-20 23:12+03']::timestamptz[],
  array[90, 5, 4], array[1, 1, 1], array['fuel', 'sacco', 'fee'], array[90, 7, 2]);
select is(pg_temp.rows(:all_of_it, '{2026-11-21,2026-11-20}', '{null,2026-11-20 07:12+03}'),
  '2026-11-20 04:00 95 2 90 90, 2026-11-20 20:00 4 1 0 0, 2026-11-21 09:00 4000 1 4000 3528',
  'a closed day is read from what was stored, and no fare of it');
select is(pg_temp.rows(:all_of_it, '{2026-11-19}', '{null}'), null, 'of the days that are asked for');
select is(pg_temp.rows('4'), null, 'a position before they were stored does not see them');
select finish(); rollback;
