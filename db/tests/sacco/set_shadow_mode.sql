begin; select plan(6);
\ir ../fixtures/sacco.psql
create function pg_temp.set(p_who text, p_route text, p_plate text default '', p_mode text default 'shadow') returns
  text
  language sql as $$
  select sacco.set_shadow_mode(p_session => sha256(p_who::bytea), p_route_id => p_route, p_plate => p_plate,
    p_mode => p_mode) ->> 'outcome' $$;
select is(pg_temp.set('treasurer', :'route_id'), 'absent', 'the admin decides');
select is(pg_temp.set('admin', :'foreign_route_id'), 'absent', 'not of another SACCO''s route');
select is(pg_temp.set('admin', :'route_id', 'KZZ 900Z'), 'absent', 'nor of a vehicle of another route');
select is(pg_temp.set('admin', :'route_id', 'kzz001a'), 'shadow', 'a vehicle');
select is(pg_temp.set('admin', :'route_id'), 'shadow', 'the route');
select is(pg_temp.set('admin', :'route_id', '', 'live'), 'not_ready', 'live when its days allow it');
select finish(); rollback;
