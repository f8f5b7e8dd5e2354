begin; select plan(2);
select set_eq($$ select format('%s.%s.%s', c.schema_name, c.table_name, c.column_name)
  from privacy.phone_columns() c $$, $$ select format('%s.%s.%s', c.table_schema, c.table_name, c.column_name)
  from information_schema.columns c join information_schema.tables t using (table_schema, table_name)
  where t.table_type = 'BASE TABLE' and c.column_name in ('phone_hash', 'payer_hash')
  and c.table_schema !~ '^(pg_|information)' $$, 'every column with a phone''s hash is in the registry, and no other');
select set_eq($$ select distinct when_erased from privacy.phone_columns() $$, array['person', 'unlink', 'delete'],
  'each says what happens when the phone is erased');
select finish(); rollback;
