begin; select plan(4);
\ir ../fixtures/gates.psql
create function pg_temp.worst() returns jsonb language sql as $$
  select recon.worst_breaks(p_zone => 'Africa/Nairobi', p_limit => 3) $$;
select is(pg_temp.worst(), '{"n": 0, "cents": 0, "oldest_at": null, "rows": []}', 'there is none');
select pg_temp.find_break(1, p_unexplained => 100), pg_temp.find_break(2, p_unexplained => 9000),
  pg_temp.find_break(3, p_unexplained => 9000), pg_temp.find_break(4, 'wrong_day', 0);
select is(pg_temp.worst() ->> 'n' || ' ' || (pg_temp.worst() ->> 'cents'), '4 18100', 'all are counted');
select is((select string_agg(concat_ws(' ', r ->> 'kind', r ->> 'cents'), ', ')
             from jsonb_array_elements(pg_temp.worst() -> 'rows') r),
  'missing_at_operator 9000, missing_at_operator 9000, missing_at_operator 100', 'most money first');
select cmp_ok((pg_temp.worst() #>> '{rows,0,at}')::timestamp, '<', (pg_temp.worst() #>> '{rows,1,at}')::timestamp,
  'then the oldest');
select finish(); rollback;
