begin; select plan(4);
\ir ../fixtures/signed_in.psql
create function pg_temp.week() returns text language sql as $$
  select concat_ws(' ', a.vehicles, a.vehicles_paid, a.sims, a.fares, a.ussd_fares, a.fare_cents, a.commission_cents)
    from gates.measure_week_adoption(p_from => '2026-11-23', p_to => '2026-11-29', p_end => '2026-11-30 00:00+03') a $$;
update fleet.vehicles set registered_at = '2026-01-01';
select is(pg_temp.week(), '2 0 0 0 0 0 0', 'nobody paid');
select pg_temp.fare('TKF0000001', :split_rule_id, 6000, '2026-11-23 00:00'),
  pg_temp.fare('TKF0000002', :split_rule_id, 4000, '2026-11-29 23:59'),
  pg_temp.fare('TKF0000003', :split_rule_id, 5000, '2026-11-22 23:59'),
  fares.post_fares(array['TKF0000004'], array[:split_rule_id], array[5000], array[timestamptz '2026-11-25 12:00+03'],
    array[date '2026-11-25'], array['ussd'], array[null], array['126']) \g /dev/null
insert into mobile_money.payments (receipt, amount_cents, paid_at, state, vehicle_id, channel, payer_hash, short_code)
select r, 6000, now(), 'posted', :vehicle_id, 'paybill', sha256(p::bytea), '400222'
  from (values ('TKF0000001', 'a'), ('TKF0000002', 'a'), ('TKF0000003', 'b'), ('TKF0000004', 'c')) as p(r, p);
select is(pg_temp.week(), '2 1 2 3 1 15000 300', 'vehicles, SIMs once each, fares by channel, money');
update fleet.vehicles set state = 'closed';
select is(pg_temp.week(), '1 1 2 3 1 15000 300', 'a vehicle that was closed since counts when it took fares');
update fleet.vehicles set registered_at = '2026-12-01';
select is(pg_temp.week(), '1 1 2 3 1 15000 300',
  'and one that was registered after it was paid: never more paid than all');
select finish(); rollback;
