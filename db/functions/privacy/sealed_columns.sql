-- Every column whose values are sealed at the edge, and for what they were sealed. A new sealed column
-- gets a line here, or a repository test fails: else a change of key would leave it behind.
-- Source: docs/decisions/privacy-and-keys.md. Locks: none. Repeat: the same list.
create or replace function privacy.sealed_columns()
returns table (sealed_column text, schema_name text, table_name text, column_name text, key_name text, kind text)
language sql stable as $$
  select concat_ws('.', c.schema_name, c.table_name, c.column_name), c.*
    from (values
      -- schema, table, column, its table's key, the kind that web/security/phones.py sealed it for
      ('accounts', 'users', 'phone_sealed', 'user_id', 'phone'),
      ('accounts', 'users', 'name_sealed', 'user_id', 'name'),
      ('privacy', 'phones', 'phone_sealed', 'phone_hash', 'phone'),
      ('accounts', 'second_factors', 'secret_sealed', 'user_id', 'totp'),
      ('mobile_money', 'payment_intents', 'checkout_sealed', 'payment_ref', 'checkout'),
      ('mobile_money', 'access_tokens', 'token_sealed', 'provider', 'token'),
      ('mobile_money', 'mpesa_callbacks', 'body_sealed', 'callback_id', 'body'),
      ('messaging', 'inbound', 'text_sealed', 'provider_id', 'sms')
    ) as c(schema_name, table_name, column_name, key_name, kind)
$$;
comment on function privacy.sealed_columns is
  'The registry of sealed columns: name, where it is, the key of its table, and the kind it was sealed for. Raises '
  'nothing.';
