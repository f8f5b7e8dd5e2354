begin; select plan(4);
\ir ../fixtures/fare_board.psql
create function pg_temp.ask(p_by text) returns text language sql as $$
  select sacco.propose_fares(sha256(p_by::bytea), (select route_id::text from fleet.routes where number = '46'), 'cap',
    '{"cap": "150"}') ->> 'outcome' $$;
select is(pg_temp.ask('treasurer'), 'absent', 'the treasurer proposes nothing');
select is(pg_temp.ask('foreign admin'), 'absent', 'nor does another SACCO');
select is(pg_temp.ask('admin'), 'proposed', 'its admin does');
select is(pg_temp.refused(),
  concat_ws(', ', 'fleet.routes:' || :'route_id', 'fleet.routes:' || :'route_id'), 'refusals are counted');
select finish(); rollback;
