-- Which role may call which API function, from permissions.csv (columns api_function, role): new lines are inserted,
-- and rows without a line are deleted. A line for an API function or role that does not exist is refused.
select to_regclass('access.permissions') is not null as has_permissions \gset
\if :has_permissions
create temporary table permissions_from_file (api_function text, role text, primary key (api_function, role))
  on commit drop;
\copy permissions_from_file from 'db/functions/access/permissions.csv' with (format csv, header true, encoding 'UTF8')
do $$
declare
  v_stray text;
begin
  select string_agg(f.api_function, ', ') into v_stray from permissions_from_file f
   where not exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace
                      where n.nspname || '.' || p.proname = f.api_function);
  if v_stray is not null then
    raise exception 'permissions.csv names API functions that do not exist: %', v_stray;
  end if;
end $$;
insert into access.permissions as t (api_function, role)
select f.api_function, f.role from permissions_from_file f on conflict (api_function, role) do nothing;
delete from access.permissions t
 where not exists (select from permissions_from_file f where (f.api_function, f.role) = (t.api_function, t.role));
\endif
