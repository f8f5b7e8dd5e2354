-- Who is acting, if a door has said so: a setting that the caller wrote is not believed.
-- Source: issue 3 (the trail says who); decision 0090. Locks: none. Repeat: reads only.
create or replace function security.actor() returns text
language sql stable as $$
  select current_setting('lipa.actor', true)
   where current_setting('lipa.actor_proof', true) = security.actor_proof(p_actor => current_setting('lipa.actor', true))
$$;
comment on function security.actor() is
  'user:<id> as security.name_actor left it in this transaction, or null. Raises nothing.';
