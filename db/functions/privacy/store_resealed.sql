-- Writes values that were opened and sealed again. A value that was changed meanwhile stays as it is.
-- Locks: the rows it writes. Repeat: nothing left to write. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.store_resealed(
  p_key_id        text,
  p_sealed_column text,
  p_row_keys      text[],
  p_before        bytea[],   -- as privacy.sealed_batch returned them
  p_after         bytea[]    -- the same, sealed under p_key_id
) returns bigint language plpgsql as $$
declare
  v_column  record;
  v_written bigint := 0;
begin
  select c.* into strict v_column from privacy.sealed_columns() c where c.sealed_column = p_sealed_column;
  -- "is not true": a missing or empty value is under no key, and must not replace anything.
  if exists (select from unnest(p_row_keys, p_before, p_after) as g(k, before, after)
              where (privacy.seal_key_id(p_sealed => g.after) = p_key_id) is not true) then
    raise exception 'a value is not sealed under the new key' using errcode = 'LFV95';
  end if;
  execute format(
    'update %3$I.%4$I t set %2$I = g.after from unnest($1, $2, $3) as g(k, before, after)
      where t.%1$I = g.k::%5$s and t.%2$I = g.before',
    v_column.key_name, v_column.column_name, v_column.schema_name, v_column.table_name, v_column.key_type)
  using p_row_keys, p_before, p_after;
  get diagnostics v_written = row_count;
  return v_written;
end $$;
comment on function privacy.store_resealed is
  'How many values it wrote. Raises LFV95 (a value is not sealed under that key), P0002 (no such column).';
