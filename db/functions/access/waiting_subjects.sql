-- What waits for a second person, as four_eyes_records name it.
-- Source: issue 3, Roles; docs/decisions/roles-and-four-eyes.md. Locks: none. Repeat: reads only.
create or replace function access.waiting_subjects()
returns table (subject text, made_by bigint)
language sql stable as $$
  select 'access.role_changes:' || c.change_id, c.made_by from access.role_changes c where c.state = 'proposed'
  union all
  select 'config.config_changes:' || c.change_id, c.made_by from config.config_changes c where c.state = 'proposed'
$$;
comment on function access.waiting_subjects is
  'Proposals that nobody has decided: subject (schema.table:<key>) and who made them. Raises nothing.';
