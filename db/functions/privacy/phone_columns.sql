-- The registry of columns that hold a phone's look-up hash. A repository test fails when a new one is missing: a person
-- who was forgotten, or moved to a new look-up key, would live on in it. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.phone_columns()
returns table (schema_name text, table_name text, column_name text, when_erased text) language sql stable as $$
  select c.* from (values
    -- unlink: the row stays and belongs to nobody; delete: the row goes; person: the person's own row
    ('privacy', 'phones', 'phone_hash', 'person'), ('accounts', 'users', 'phone_hash', 'person'),
    ('fleet', 'owners', 'phone_hash', 'person'),
    ('mobile_money', 'payment_intents', 'phone_hash', 'unlink'), ('mobile_money', 'payments', 'payer_hash', 'unlink'),
    ('mobile_money', 'mpesa_callbacks', 'payer_hash', 'unlink'), ('fleet', 'pilot_entries', 'phone_hash', 'unlink'),
    ('config', 'config_changes', 'phone_hash', 'unlink'), ('ussd', 'ussd_sessions', 'phone_hash', 'delete'),
    ('messaging', 'inbound', 'phone_hash', 'delete'), ('accounts', 'crew_sims', 'phone_hash', 'delete'),
    ('fares', 'disputes', 'phone_hash', 'unlink'), ('fares', 'refunds', 'phone_hash', 'unlink'),
    ('fares', 'credit_movements', 'phone_hash', 'unlink'), ('fares', 'credit_uses', 'phone_hash', 'unlink'),
    ('fares', 'shortfalls', 'phone_hash', 'unlink'), ('payouts', 'vendors', 'phone_hash', 'unlink'),
    ('payouts', 'destinations', 'phone_hash', 'unlink'), ('payouts', 'payouts', 'phone_hash', 'unlink'),
    ('accounts', 'pin_failures', 'phone_hash', 'delete'), ('loyalty', 'loyalty_accounts', 'phone_hash', 'person'),
    ('fleet', 'pilot_stops', 'phone_hash', 'unlink')
  ) as c(schema_name, table_name, column_name, when_erased)
$$;
comment on function privacy.phone_columns is
  'The columns, and what becomes of their rows when the owner is forgotten. Raises nothing.';
