-- Counts how many values are under which key, before an old key is deleted: of each sealed column, and of the crews'
-- PINs, which are hashed under the look-up key. It reads every value, so it takes a while on a large table.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.sealed_under() returns table (sealed_column text, key_id text, sealed_values bigint)
language plpgsql stable as $$
declare
  v_column record;
begin
  for v_column in select c.* from privacy.sealed_columns() c order by c.sealed_column loop
    sealed_column := v_column.sealed_column;
    for key_id, sealed_values in execute format(
      'select privacy.seal_key_id(p_sealed => t.%1$I), count(*) from %2$I.%3$I t
        where t.%1$I <> '''' group by 1 order by 1',
      v_column.column_name, v_column.schema_name, v_column.table_name)
    loop
      return next;
    end loop;
  end loop;
  return query
  select 'accounts.crew_pins.verifier', k.key_id, count(*) from accounts.crew_pins k group by k.key_id order by 2;
end $$;
comment on function privacy.sealed_under is
  'How many values each column holds under each key id (?: not our envelope). Raises nothing.';
