-- Returns the next values of a sealed column that are not under the present key, in order of the table's key. Values
-- that were resealed are not found again, so an interrupted run goes on without stored state.
-- Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.sealed_batch(p_sealed_column text, p_key_id text, p_after text, p_limit int)
returns table (row_key text, sealed bytea) language plpgsql stable as $$
declare
  v_column record;
begin
  select c.* into strict v_column from privacy.sealed_columns() c where c.sealed_column = p_sealed_column;
  for row_key, sealed in execute format(
    'select t.%1$I::text, t.%2$I from %3$I.%4$I t
      where ($1 is null or t.%1$I > $1::%5$s) and t.%2$I <> '''' and privacy.seal_key_id(p_sealed => t.%2$I) <> $3
      order by t.%1$I limit $2',
    v_column.key_name, v_column.column_name, v_column.schema_name, v_column.table_name, v_column.key_type)
  using p_after, p_limit, p_key_id loop
    return next;
  end loop;
end $$;
comment on function privacy.sealed_batch is
  'Up to p_limit rows after a key: the key as text, and the sealed value. Raises P0002 (no such column).';
