-- Returns who acts: the person whom an API function found signed in, in this transaction.
-- Source: docs/decisions/audit-log-and-alarms.md.
create or replace function audit.actor() returns text language sql stable as $$
  select nullif(current_setting('lipa.actor', true), '')
$$;
comment on function audit.actor is
  'user:<id> as audit.name_actor left it in this transaction, or null. Raises nothing.';
