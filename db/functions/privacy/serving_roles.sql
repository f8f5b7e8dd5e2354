-- Names the login roles that are connected. Web and worker must be stopped while a key is changed, because a process
-- with the old key would go on writing under it. Source: docs/decisions/privacy-and-keys.md.
create or replace function privacy.serving_roles() returns table (role text) language sql stable as $$
  select distinct a.usename::text from pg_catalog.pg_stat_activity a
   where a.datname = current_database() and a.usename like 'lipa\_%' and a.usename not in ('lipa_auditor', session_user)
   order by 1
$$;
comment on function privacy.serving_roles is
  'One row for each login role, without the auditor, that is connected to this database. Raises nothing.';
