begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.set(p_who text, p_route text, p_plate text default '', p_mode text default 'shadow') returns
  text
  language sql as $$
  select ops.set_shadow_mode(p_session => sha256(p_who::bytea), p_route_id => p_route, p_plate => p_plate,
    p_mode => p_mode) ->> 'outcome' $$;
select is(pg_temp.set('auditor', :'route_id'), 'absent', 'auditors only look');
select is(pg_temp.set('ops', :'route_id', 'KZZ 900Z'), 'absent', 'not a vehicle of another route');
select is(pg_temp.set('ops', :'foreign_route_id', 'KZZ 900Z'), 'shadow', 'a vehicle of any SACCO');
select is(pg_temp.set('ops', :'foreign_route_id'), 'shadow', 'a route');
select finish(); rollback;
