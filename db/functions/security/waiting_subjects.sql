-- What waits for a second person, as duties name it.
-- Source: issue 3, Roles; decision 0089. Locks: none. Repeat: reads only.
create or replace function security.waiting_subjects()
returns table (subject text, made_by bigint)
language sql stable as $$
  select 'security.role_changes:' || c.change_id, c.made_by from security.role_changes c where c.state = 'proposed'
  union all
  select 'security.config_changes:' || c.change_id, c.made_by from security.config_changes c where c.state = 'proposed'
$$;
comment on function security.waiting_subjects() is
  'Proposals that nobody has decided: subject (schema.table:<key>) and who made them. Raises nothing.';
