begin; select plan(2);
\ir ../fixtures/menu.psql
select is((select array_agg(n || ' ' || name order by n) from ussd.breakdown_stages(:vehicle_id)),
  array['1 Kencom', '2 Yaya'], 'all but the last');
insert into fleet.stages (route_id, position, name) select :route_id, n, 'Stage ' || n from generate_series(4, 20) n;
select is((select count(*) from ussd.breakdown_stages(:vehicle_id)), 9::bigint, 'nine at most');
select * from finish(); rollback;
