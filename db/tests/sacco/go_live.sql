begin; select plan(4);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text, p_route text) returns jsonb language sql as $$
  select sacco.go_live(p_session => sha256(p_who::bytea), p_route_id => p_route, p_skip => 'x') $$;
select is(jsonb_array_length(pg_temp.page('treasurer', '') -> 'routes'), 1, 'the SACCO''s routes');
select is(pg_temp.page('admin', :'route_id') #>> '{vehicles,0,plate}', 'KZZ 001A', 'and the vehicles of one');
select is(pg_temp.page('admin', :'foreign_route_id'), '{"outcome": "absent"}', 'not those of another SACCO');
select is(pg_temp.page('owner', ''), '{"outcome": "absent"}', 'an owner has other pages');
select finish(); rollback;
