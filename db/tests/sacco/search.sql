begin; select plan(3);
\ir ../fixtures/sacco.psql
create function pg_temp.page(p_who text, p_text text) returns jsonb language sql as $$
  select sacco.search(p_session => sha256(p_who::bytea), p_text => p_text, p_phone_hash => null) $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001')) \g /dev/null
select is(pg_temp.page('treasurer', 'tka0000001') #>> '{payments,0,plate}', 'KZZ 001A', 'a fare of their vehicle');
select is(jsonb_path_query_array(pg_temp.page('foreign admin', 'TKA0000001'), '$.payments[*]'), '[]', 'of no other');
select is(pg_temp.page('ops', 'TKA0000001'), '{"outcome": "absent"}', 'staff have a search of their own');
select finish(); rollback;
