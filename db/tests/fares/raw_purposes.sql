begin; select plan(2);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 2050, '2026-11-20 07:10:50'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
create function pg_temp.rows(p_horizon xid8, p_from date default '2026-11-20', p_to date default '2026-11-21')
  returns text language sql as $$
  select string_agg(concat_ws(' ', m.business_on, m.purpose, m.cents), ', ' order by m.business_on, m.purpose, m.cents)
    from fares.split_rules r, fares.raw_purposes(p_owner_ids => array[r.owner_id], p_vehicle_ids => array[r.vehicle_id],
      p_from => p_from, p_to => p_to, p_horizon => p_horizon) m where cardinality(r.purposes) = 5 $$;

select is((select sum(substring(r from '[0-9]+$')::int)::int
  from unnest(string_to_array(pg_temp.rows(:all_of_it), ', ')) r),
  12050, 'the parts of the fares are the fares, to the cent');
select is(pg_temp.rows('1'), null, 'as of a position');
select finish(); rollback;
