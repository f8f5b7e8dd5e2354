-- The registry of columns whose values the web seals. A repository test fails when one is missing: a change of key
-- would leave it behind. Keys travel as text, so their type is named, too. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.sealed_columns()
returns table (sealed_column text, schema_name text, table_name text, column_name text, key_name text, kind text,
               key_type text) language sql stable as $$
  select concat_ws('.', c.schema_name, c.table_name, c.column_name), c.*,
         (select format_type(a.atttypid, null) from pg_catalog.pg_attribute a
           where a.attrelid = to_regclass(format('%I.%I', c.schema_name, c.table_name)) and a.attname = c.key_name)
    from (values
      -- schema, table, column, the key of its rows, the kind that web/security/phones.py seals it for
      ('accounts', 'users', 'phone_sealed', 'user_id', 'phone'),
      ('accounts', 'users', 'name_sealed', 'user_id', 'name'),
      ('privacy', 'phones', 'phone_sealed', 'phone_hash', 'phone'),
      ('fleet', 'owners', 'phone_sealed', 'owner_id', 'phone'),
      ('fleet', 'owners', 'id_number_sealed', 'owner_id', 'id_number'),
      ('accounts', 'second_factors', 'secret_sealed', 'user_id', 'totp'),
      ('mobile_money', 'payment_intents', 'checkout_sealed', 'payment_ref', 'checkout'),
      ('mobile_money', 'access_tokens', 'token_sealed', 'provider', 'token'),
      ('mobile_money', 'callback_bodies', 'body_sealed', 'callback_id', 'body'),
      ('messaging', 'inbound', 'text_sealed', 'provider_id', 'sms'),
      ('payouts', 'vendors', 'account_sealed', 'vendor_id', 'account'),
      ('payouts', 'vendors', 'phone_sealed', 'vendor_id', 'phone'),
      ('payouts', 'destinations', 'phone_sealed', 'destination_id', 'phone'),
      ('payouts', 'destinations', 'account_sealed', 'destination_id', 'account'),
      ('payouts', 'payouts', 'phone_sealed', 'payout_id', 'phone'),
      ('payouts', 'payouts', 'account_sealed', 'payout_id', 'account'),
      ('recon', 'statement_chunks', 'bytes_sealed', 'chunk_id', 'statement')
    ) as c(schema_name, table_name, column_name, key_name, kind)
$$;
comment on function privacy.sealed_columns is
  'Name and place of each column, the key of its table with its type, and the kind it is sealed for. Raises nothing.';
