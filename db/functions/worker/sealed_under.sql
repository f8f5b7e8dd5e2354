-- Before an old key is thrown away: is anything still sealed under it? Counts every value, so it takes
-- a while on a large table.
-- Source: decision 0075. Locks: none. Repeat: reads only.
create or replace function worker.sealed_under()
returns table (sealed_column text, key_id text, sealed_values bigint)
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_column record;
begin
  for v_column in select c.* from security.sealed_columns() c order by c.sealed_column loop
    sealed_column := v_column.sealed_column;
    for key_id, sealed_values in execute format(
      'select security.seal_key_id(p_sealed => t.%1$I), count(*) from %2$I.%3$I t where t.%1$I <> '''' group by 1 order by 1',
      v_column.column_name, v_column.schema_name, v_column.table_name)
    loop
      return next;
    end loop;
  end loop;
end $$;
comment on function worker.sealed_under() is
  'How many values each sealed column holds under each key id (? is no envelope of ours). Raises nothing.';
