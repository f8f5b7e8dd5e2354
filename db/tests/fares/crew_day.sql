begin; select plan(6);
\ir ../fixtures/crew.psql
create function pg_temp.day(p_at timestamptz default '2026-11-20 12:00+03') returns text language sql as $$
  select concat_ws(' ', d ->> 'trips', d ->> 'fares', d ->> 'cents', d ->> 'target_cents', substr(d #>>
    '{last,from}', 12, 5),
                   substr(d #>> '{last,to}', 12, 5), d #>> '{last,fares}', d #>> '{last,cents}')
    from (select fares.crew_day(p_vehicle_id => min(v.vehicle_id), p_at => p_at) as d from fleet.vehicles v) s $$;
select is(pg_temp.day(), '0 0 0', 'a day without trips and fares');
insert into fleet.trips (vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as)
  select :vehicle_id, pg_temp.crew_id('juma'), o, o + interval '6 hours', c, case when c is not null then 'ended' end
    from (values ('2026-11-19 22:00+03'::timestamptz, '2026-11-20 01:00+03'::timestamptz), ('2026-11-20 07:00+03',
      '2026-11-20 08:00+03'), ('2026-11-20 11:00+03', null)) as t(o, c);
select pg_temp.post_fare(t.receipt, :split_rule_id, t.cents, t.at::timestamptz) from (values
  ('TKA0000001', 6000, '2026-11-20 07:10+03'), ('TKA0000002', 2050, '2026-11-20 07:20+03'),
  ('TKA0000003', 4000, '2026-11-20 11:10+03'), ('TKA0000004', 9000, '2026-11-20 00:30+03'),
  ('TKA0000005', 9000, '2026-11-19 22:30+03')) as t(receipt, cents, at) \g /dev/null
select is(pg_temp.day(), '2 4 21050 07:00 08:00 2 8050', 'trips and fares of today, and the trip before the open one');
update fleet.vehicles set target_cents = 450000;
select is(pg_temp.day(), '2 4 21050 450000 07:00 08:00 2 8050', 'a target where one was set');
select is(pg_temp.day('2026-11-20 18:00+03'), '2 4 21050 450000 11:00 17:00 1 4000', 'a trip whose time is up is over');
update fleet.vehicles set in_sacco_since = '2026-11-20 10:00+03';
select is(pg_temp.day(), '2 1 4000 450000 07:00 08:00 2 8050', 'fares of the SACCO that it left are not counted');
select is(fares.crew_day(p_vehicle_id => null, p_at => now()), null, 'no vehicle, no day');
select finish(); rollback;
