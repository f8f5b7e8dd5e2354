begin; select plan(2);
\ir ../fixtures/sacco.psql
create function pg_temp.names(p_scope bigint[], p_find text) returns text language sql as $$
  select concat_ws('; ', jsonb_path_query_array(c, '$.routes[*].number'), jsonb_path_query_array(c, '$.owners[*].name'))
    from fleet.move_choices((select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'), p_scope, p_find) c $$;
select is(pg_temp.names(null, 'otieno'), '["111"]; ["Baba Otieno", "Baba Otieno"]', 'staff choose among all');
select is(pg_temp.names(array[:sacco_id], ''), '[]; []', 'a SACCO among its own routes');
select finish(); rollback;
