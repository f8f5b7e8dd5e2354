-- Says who acts: the person whom an API function found signed in, in this transaction.
-- Source: decision 0090. Locks: none. Repeat: reads only.
create or replace function security.actor() returns text
language sql stable as $$
  select nullif(current_setting('lipa.actor', true), '')
$$;
comment on function security.actor is
  'user:<id> as security.name_actor left it in this transaction, or null. Raises nothing.';
