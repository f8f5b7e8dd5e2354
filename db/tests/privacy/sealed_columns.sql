begin; select plan(4);
select set_eq($$ select sealed_column from privacy.sealed_columns() $$, $$ select format('%s.%s.%s', c.table_schema,
  c.table_name, c.column_name) from information_schema.columns c join information_schema.tables t
  using (table_schema, table_name) where t.table_type = 'BASE TABLE' and c.column_name like '%\_sealed'
  and c.table_schema in ('ledger', 'fleet', 'fares', 'mobile_money', 'ussd', 'messaging', 'accounts', 'access',
  'config', 'privacy', 'audit', 'payouts', 'recon', 'loyalty')
  and c.table_name not like 'callback\_bodies\_%' $$,
  'every column that ends in _sealed is in the registry, and no other');
select is_empty($$ select c.sealed_column from privacy.sealed_columns() c
  where not exists (select from pg_index i join pg_attribute a on a.attrelid = i.indrelid
  and i.indkey[0] = a.attnum and (i.indnkeyatts = 1 or c.table_name = 'callback_bodies')
  where i.indrelid = to_regclass(format('%I.%I', c.schema_name, c.table_name))
  and i.indisprimary and a.attname = c.key_name) $$, 
  'each has its table''s primary key, of one column (and of the month, where there are months)');
select is_empty($$ select sealed_column from privacy.sealed_columns() group by 1 having count(*) > 1 $$, 'each once');
select set_eq($$ select key_type from privacy.sealed_columns() where table_name in ('users', 'phones') $$,
  array['bigint', 'bytea'], 'with the type of that key');
select finish(); rollback;
