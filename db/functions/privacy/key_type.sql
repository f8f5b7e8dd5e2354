-- Of which type is the key of a table with a sealed column? Keys travel as text.
-- Source: docs/decisions/privacy-and-keys.md. Locks: none. Repeat: reads only.
create or replace function privacy.key_type(
  p_sealed_column text   -- of privacy.sealed_columns()
) returns text
language sql stable as $$
  select pg_catalog.format_type(a.atttypid, null)
    from privacy.sealed_columns() c
    join pg_catalog.pg_attribute a on a.attrelid = to_regclass(format('%I.%I', c.schema_name, c.table_name))
      and a.attname = c.key_name
   where c.sealed_column = p_sealed_column
$$;
comment on function privacy.key_type is
  'Name of the type of a sealed column''s key, as a cast takes it; null for no such column. Raises nothing.';
