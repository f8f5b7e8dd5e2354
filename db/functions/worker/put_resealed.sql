-- The same values under the new key. A value that somebody changed meanwhile stays as it is, and a row
-- that somebody holds is left for the next pass: nobody ever waits for this.
-- Source: decision 0075. Locks: the rows it writes; skips those of others. Repeat: nothing left to write.
create or replace function worker.put_resealed(
  p_key_id        text,
  p_sealed_column text,      -- as claimed
  p_row_keys      text[],
  p_before        bytea[],   -- as claimed
  p_after         bytea[],   -- the same opened and sealed again
  p_broken        int        -- how many of the page no key of ours opens
) returns bigint
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_column  record;
  v_written bigint := 0;
begin
  select c.* into strict v_column from security.sealed_columns() c where c.sealed_column = p_sealed_column;
  -- What is missing or empty was sealed under no key: it takes the place of nothing.
  if exists (select from unnest(p_row_keys, p_before, p_after) as g(k, before, after)
              where (security.seal_key_id(p_sealed => g.after) = p_key_id) is not true) then
    raise exception 'not sealed under the new key' using errcode = 'LFV95';
  end if;
  execute format(
    'with given as materialized (select g.k::%5$s as k, g.before, g.after from unnest($1, $2, $3) as g(k, before, after)),
          held as materialized (select t.%1$I as k from %3$I.%4$I t join given g on t.%1$I = g.k and t.%2$I = g.before
                                   for no key update of t skip locked)
     update %3$I.%4$I t set %2$I = g.after from given g join held h using (k) where t.%1$I = g.k',
    v_column.key_name, v_column.column_name, v_column.schema_name, v_column.table_name,
    security.key_type(p_sealed_column => p_sealed_column))
  using p_row_keys, p_before, p_after;
  get diagnostics v_written = row_count;
  update security.reseals r set resealed = r.resealed + v_written, broken = r.broken + p_broken
   where r.sealed_column = p_sealed_column and r.key_id = p_key_id;
  return v_written;
end $$;
comment on function worker.put_resealed(text, text, text[], bytea[], bytea[], int) is
  'How many values it wrote. Raises LFV95 (a value is not sealed under that key), P0002 (no such column).';
