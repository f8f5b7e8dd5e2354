-- Who was given which right on what, beyond what an owner has anyway: on the database, on schemas, tables,
-- columns and functions, on what will be made later, on settings of the server. Of PostgreSQL's own
-- objects only what differs from the day it was installed; of extensions and temporary tables nothing.
-- Source: issue 3, Database doors; decision 0085. Locks: none. Repeat: reads only.
create or replace function audit.rights_given()
returns table (grantee oid, fact text)
language sql stable as $$
  with things as (
    select 'pg_database'::regclass as class_id, d.oid, 'the database' as thing, d.datdba as owner, coalesce(d.datacl, acldefault('d', d.datdba)) as acl
      from pg_database d where d.datname = current_database()
    union all
    select 'pg_namespace'::regclass, n.oid, format('schema %I', n.nspname), n.nspowner, n.nspacl from pg_namespace n where n.nspname <> 'information_schema'
    union all
    select 'pg_class'::regclass, c.oid, format('%s %I.%I', case c.relkind when 'S' then 'sequence' when 'v' then 'view' else 'table' end, n.nspname, c.relname),
           c.relowner, c.relacl
      from pg_class c join pg_namespace n on n.oid = c.relnamespace where c.relacl is not null and n.nspname <> 'information_schema' and c.relpersistence <> 't'
    union all
    select null, null, format('column %I.%I.%I', n.nspname, c.relname, a.attname), c.relowner, a.attacl
      from pg_attribute a join pg_class c on c.oid = a.attrelid join pg_namespace n on n.oid = c.relnamespace
     where a.attacl is not null and n.nspname !~ '^pg_'
    union all
    select 'pg_proc'::regclass, p.oid, format('function %s', p.oid::regprocedure), p.proowner, coalesce(p.proacl, acldefault('f', p.proowner))
      from pg_proc p where p.proacl is not null or p.pronamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
    union all
    select null, null, format('%s that %s makes%s', case a.defaclobjtype when 'r' then 'tables' when 'S' then 'sequences' when 'f' then 'functions'
                               when 'T' then 'types' else 'schemas' end, a.defaclrole::regrole, ' in ' || nullif(a.defaclnamespace, 0)::regnamespace::text),
           a.defaclrole, a.defaclacl
      from pg_default_acl a
    union all
    select null, null, format('setting %s of the server', p.parname), null, p.paracl from pg_parameter_acl p)
  select a.grantee, string_agg(lower(a.privilege_type), ', ' order by a.privilege_type) || ' on ' || t.thing
         || case when a.is_grantable then ', and may pass it on' else '' end
    from things t cross join lateral aclexplode(t.acl) a
   where a.grantee is distinct from t.owner
     and not exists (select from pg_depend d where d.classid = t.class_id and d.objid = t.oid and d.deptype = 'e')
     and not exists (select from pg_init_privs i cross join lateral aclexplode(i.initprivs) b
                      where i.classoid = t.class_id and i.objoid = t.oid and i.objsubid = 0
                        and (b.grantee, b.privilege_type, b.is_grantable) = (a.grantee, a.privilege_type, a.is_grantable))
   group by a.grantee, t.thing, a.is_grantable
$$;
comment on function audit.rights_given() is
  'One row a grantee (0: everybody) and thing: "execute on function telco.confirm_fare(…)". Raises nothing.';
