-- Whole cents, never more than the fare: for any number of stages, and any place.
begin; select plan(4);
\ir ../fixtures/credit.psql
\ir ../fixtures/crew.psql
insert into fleet.stages (route_id, position, name) select :route_id, n, 'Stage ' || n from generate_series(4, 9) n;
select pg_temp.join_trip() as trip_id \gset
update fleet.trips set opened_at = now() - interval '1 hour';
select pg_temp.confirm(pg_temp.incoming('BDP000000' || n, (n * 11.37)::text, p_payer_hash => sha256('sim')))
  from generate_series(1, 9) n \g /dev/null
create temporary table parts as select s.position, b.* from fleet.stages s
  cross join lateral fares.breakdown_parts(:trip_id, s.stage_id) b;
select is((select count(*) from parts p join fares.fares f using (receipt)
  where p.cents <> floor(f.amount_cents * (9 - p.position) / 8.0)), 0::bigint, 'the part of the way that lacks');
select is((select count(*) from parts where position = 9), 0::bigint, 'at the last stage nothing');
select is((select count(*) from parts p join fares.fares f using (receipt) where p.position = 1
  and p.cents <> f.amount_cents),
  0::bigint, 'at the first all of it');
select is((select count(*) from fares.breakdown_parts(:trip_id, null)), 0::bigint, 'nowhere: nothing');
select * from finish(); rollback;
