-- The same as telco.try_write, for a process that serves pages only and has no address of the operators' role.
create or replace function account.try_write() returns text
language sql volatile security definer set search_path = pg_catalog, pg_temp as $$
  select telco.try_write()
$$;
comment on function account.try_write is 'written or tried; raises what the disk or the server raises.';
