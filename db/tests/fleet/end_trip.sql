begin; select plan(5);
\ir ../fixtures/crew.psql
select pg_temp.join_trip() \g /dev/null
create function pg_temp.end_trip(p_after interval) returns text language sql as $$
  select fleet.end_trip(p_vehicle_id => (select vehicle_id from fleet.trips), p_at => now() + p_after) $$;
select is(pg_temp.end_trip('1 minute'), 'ended', 'a trip is ended');
select is((select row(closed_at, closed_as)::text from fleet.trips), row(now() + interval '1 minute', 'ended')::text,
  'by the crew, at that moment');
select is(pg_temp.end_trip('2 minutes'), 'none', 'there is nothing left to end');
select is((select closed_at from fleet.trips), now() + interval '1 minute', 'the trip stays as it was ended');
-- The crew's share, where the owner wants it.
select fares.set_split_rule(p_vehicle_id => :vehicle_id, p_effective_from => now(), p_commission_bps => 0,
  p_commission_fixed_cents => 0, p_purposes => array['crew'], p_shares_bps => array[10000], p_home_purpose => 'crew',
  p_made_by => 'test') as crew_rule \gset
select pg_temp.post_fare('QCREW00001', :crew_rule, 90000, now()) \g /dev/null
insert into payouts.crew_rules (vehicle_id, owner_id, pays_share, set_by)
values (:vehicle_id, :owner_id, true, pg_temp.crew_id('juma'));
update fleet.trips set closed_at = null, closed_as = null;
select pg_temp.end_trip('3 minutes') \g /dev/null
select results_eq('select p.kind, p.party_id, p.amount_cents from payouts.payouts p join fleet.trips t
  on t.opened_by = p.party_id', format($$ values ('crew_share', %s::bigint, 89500::bigint) $$,
  pg_temp.crew_id('juma')), 'who opened the trip gets the crew''s share');
select finish(); rollback;
