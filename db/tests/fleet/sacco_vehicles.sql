begin; select plan(3);
\ir ../fixtures/sacco.psql
create function pg_temp.theirs(p_id bigint) returns text language sql as $$
  select string_agg(concat_ws(' ', v.plate, v.route, v.counts_from), ', ')
    from fleet.sacco_vehicles(p_sacco_ids => array[p_id]) v $$;
select is(pg_temp.theirs(:sacco_id), 'KZZ 001A 46 2000-01-01, KZZ 002B 46 2000-01-01', 'a SACCO has its vehicles only');
update fleet.vehicles set sacco_id = :foreign_sacco_id, route_id = :foreign_route_id where plate = 'KZZ 002B';
update fleet.vehicles set in_sacco_since = '2026-11-20 23:30+00' where plate = 'KZZ 002B';
select is(pg_temp.theirs(:foreign_sacco_id), 'KZZ 002B 111 2026-11-22, KZZ 900Z 111 2000-01-01',
  'one that came over counts from the next day by the market''s clock');
select is(pg_temp.theirs(null), null, 'no SACCO, no vehicles');
select finish(); rollback;
