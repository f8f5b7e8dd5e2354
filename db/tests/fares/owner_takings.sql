begin; select plan(7);
\ir ../fixtures/sacco.psql
create function pg_temp.days(p_id bigint, p_horizon xid8 default '18446744073709551615',
  p_to date default '2026-11-30') returns text language sql as $$
  select string_agg(concat_ws(' ', t.business_on, t.fares, t.cents, t.purposes, t.cents_by_purpose), ', '
                    order by t.business_on)
    from fares.owner_takings(p_owner_ids => array[p_id], p_from => '2026-11-20', p_to => p_to,
                             p_horizon => p_horizon) t $$;
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000002', :split_rule_id, 6000, '2026-11-20 07:10'),
  pg_temp.fare('TKA0000003', :split_rule_id, 4000, '2026-11-21 12:00') \g /dev/null
\set first '2026-11-20 2 12000 {fee,fuel,insurance,maintenance,profit,sacco} {240,3528,2352,588,4116,1176}'
\set second '2026-11-21 1 4000 {fee,fuel,insurance,maintenance,profit,sacco} {80,1176,784,196,1372,392}'
select is(pg_temp.days(:owner_id), :'first' || ', ' || :'second',
  'open days: the sums of the fares, and where they went');
select is(pg_temp.days(:owner_id, '0'), null, 'nothing as of a position before them');
select is(pg_temp.days(:owner_id, p_to => '2026-11-20'), :'first', 'of the days that were asked for');
insert into ledger.closed_days (business_on, xact) values ('2026-11-20', '5');
select fares.store_day_totals(ledger.horizon()), fares.store_day_totals(:all_of_it) \g /dev/null
select is(pg_temp.days(:owner_id), :'first' || ', ' || :'second', 'a closed day says the same');
-- A closing figure that no fares add up to shows that nothing is added up.
insert into ledger.closed_days (business_on) values ('2026-11-21');
insert into fares.totals_until (until_on, horizon) values ('2026-11-21', '6');
insert into fares.owner_days values (:owner_id, '2026-11-21', 1, 5, 1, array['fee', 'fuel'], array[1, 4]);
select is(pg_temp.days(:owner_id), :'first' || ', 2026-11-21 1 5 {fee,fuel} {1,4}', 'it is read from what was stored');
select is(pg_temp.days(:stranger_id), null, 'nothing of others');
select is(pg_temp.days(null), null, 'nothing for NULL');
select finish(); rollback;
