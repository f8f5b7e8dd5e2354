-- The second half of load.sh, in its transaction, after every file has been read: functions without a file are refused,
-- and rights are granted. load.sh has made the table schemas with the folders of db/functions.
set local check_function_bodies = on;
create temporary table actors (
  actor text primary key, role text, schema text, connections int,
  statement_timeout text, lock_timeout text, idle_timeout text, purpose text
) on commit drop;
\copy actors from 'db/actors.csv' with (format csv, header true, encoding 'UTF8')

do $$
declare
  v_ours   text[] := array(select s.name from schemas s);
  v_strays text;
begin
  -- A row of pg_proc that this transaction didn't write has no file. Trigger functions are in migrations.
  select string_agg(format('drop function %s;', p.oid::regprocedure), E'\n  ' order by p.oid::regprocedure::text)
    into v_strays
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = any (v_ours)
     and p.prorettype <> 'trigger'::regtype
     and p.xmin <> pg_current_xact_id()::xid;
  if v_strays is not null then
    raise exception E'functions without a file. If they were removed or their parameters changed, write a migration '
      'with\n  %', v_strays;
  end if;
  select string_agg(distinct format('%s.%s', n.nspname, p.proname), ', ')
    into v_strays
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = any (v_ours)
   group by n.nspname, p.proname having count(*) > 1
   limit 1;
  if v_strays is not null then
    raise exception 'overloaded: %', v_strays;
  end if;
end $$;

-- Rights follow from folders. Only differences are granted or revoked. Rights that are too much are revoked first. A
-- right that another role granted can't be revoked here.
do $$
declare
  v_statement text;
begin
  create temporary table wanted on commit drop as
  select to_regrole(a.role)::oid as role_id, 'schema' as kind, n.oid, format('schema %I', n.nspname) as thing,
         'USAGE' as privilege
    from actors a join pg_namespace n on n.nspname = a.schema
  union all
  select to_regrole(a.role), 'function', p.oid, format('function %s', p.oid::regprocedure), 'EXECUTE'
    from actors a join pg_namespace n on n.nspname = a.schema join pg_proc p on p.pronamespace = n.oid
   where p.prokind in ('f', 'a', 'w')
  union all
  select to_regrole(a.role), 'database', d.oid, format('database %I', d.datname), 'CONNECT'
    from actors a join pg_database d on d.datname = current_database()
  union all
  select to_regrole('lipa_auditor'), 'schema', n.oid, 'schema audit', 'USAGE'
    from pg_namespace n where n.nspname = 'audit'
  union all
  select to_regrole('lipa_auditor'), 'table', c.oid, format('table %s', c.oid::regclass), 'SELECT'
    from pg_class c where c.relnamespace = to_regnamespace('audit') and c.relkind = 'v';
  delete from wanted where role_id is null;

  create temporary table given on commit drop as
  select a.grantee as role_id, o.kind, o.oid, o.thing, a.privilege_type as privilege
    from (select 'database' as kind, d.oid, format('database %I', d.datname) as thing, d.datdba as owner,
                 coalesce(d.datacl, acldefault('d', d.datdba)) as acl, null::oid as schema_id
            from pg_database d where d.datname = current_database()
          union all
          select 'schema', n.oid, format('schema %I', n.nspname), n.nspowner, n.nspacl, n.oid from pg_namespace n
          union all
          select 'function', p.oid, format('function %s', p.oid::regprocedure), p.proowner,
                 coalesce(p.proacl, acldefault('f', p.proowner)), p.pronamespace
            from pg_proc p where p.prokind in ('f', 'a', 'w')
          union all
          select 'table', c.oid,
                 format('%s %s', case c.relkind when 'S' then 'sequence' else 'table' end, c.oid::regclass),
                 c.relowner, c.relacl, c.relnamespace
            from pg_class c where c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
          union all   -- rights on columns; none is wanted
          select 'table', c.oid, format('table %s', c.oid::regclass), c.relowner, t.attacl, c.relnamespace
            from pg_attribute t join pg_class c on c.oid = t.attrelid where t.attacl is not null) o
    left join pg_namespace n on n.oid = o.schema_id
   cross join lateral aclexplode(o.acl) a
   where (o.kind = 'database' or n.nspname in (select s.name from schemas s)) and a.grantee <> o.owner
     and (a.grantee = 0 or a.grantee in (select to_regrole(r.role)::oid from actors r));

  for v_statement in
    select format('revoke all on %s from %s', g.thing, 
             case g.role_id when 0 then 'public' else g.role_id::regrole::text end)
      from given g
     where (g.role_id, g.kind, g.oid, g.privilege) not in (select w.role_id, w.kind, w.oid, w.privilege from wanted w)
     group by g.role_id, g.thing
  loop
    execute v_statement;
  end loop;
  for v_statement in
    select format('grant %s on %s %s to %s', w.privilege, w.kind,
      string_agg(regexp_replace(w.thing, '^[a-z]+ ', ''), ', '), w.role_id::regrole)
      from wanted w
     -- "revoke all" above may also have revoked a wanted right.
     where not exists (select from given g where (g.role_id, g.kind, g.oid, g.privilege) =
       (w.role_id, w.kind, w.oid, w.privilege))
        or exists (select from given g where (g.role_id, g.kind, g.oid) = (w.role_id, w.kind, w.oid)
          and g.privilege <> w.privilege)
     group by w.role_id, w.kind, w.privilege
  loop
    execute v_statement;
  end loop;
end $$;
