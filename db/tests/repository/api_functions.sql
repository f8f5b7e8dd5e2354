-- Which functions each outside party may call: those that serve a signed-in person are listed in permissions.csv, all
-- others in api_functions.txt. A new API function is a decision, so it is written down twice.
begin; select plan(3);
\set listed `cat db/tests/repository/api_functions.txt`
create temporary table listed as
select btrim(line) as api_function from string_to_table(:'listed', E'\n') as line where btrim(line) <> ''
union select split_part(p.api_function, '.', 1) || ' ' || p.api_function from access.permissions p;

select results_eq($$ select format('%s %s', replace(r.rolname, 'lipa_', ''),
                         case when coalesce(p.proargnames[1], '') = 'p_session' then n.nspname || '.' || p.proname
                                                           else p.oid::regprocedure::text end) collate "C"
                                                             as api_function
       from pg_proc p join pg_namespace n on n.oid = p.pronamespace cross join pg_roles r
      where r.rolname like 'lipa\_%' and r.rolname not in ('lipa_owner')
        and n.nspname not in ('pg_catalog', 'information_schema')
        and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
        and has_schema_privilege(r.oid, n.oid, 'usage') and has_function_privilege(r.oid, p.oid, 'execute')
      order by 1 $$, $$ select api_function collate "C" from listed order by 1 $$,
  'each role may call exactly what api_functions.txt and permissions.csv list');

select is_empty($$ select format('%s -> %s', r.rolname, c.oid::regclass)
       from pg_class c join pg_namespace n on n.oid = c.relnamespace cross join pg_roles r
      where r.rolname like 'lipa\_%' and r.rolname <> 'lipa_owner' and c.relkind in ('r', 'p', 'v', 'm', 'f')
        and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
          and not (r.rolname = 'lipa_auditor' and n.nspname = 'audit' and c.relkind = 'v')
        and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
        and (has_table_privilege(r.oid, c.oid, 'select, insert, update, delete, truncate, references, trigger')
             and has_schema_privilege(r.oid, n.oid, 'usage')) $$,
  'no role of ours reads or writes a table; the auditor reads the audit views and nothing else');

select is_empty($$ select c.oid::regclass from pg_class c where c.relnamespace = 'audit'::regnamespace
  and c.relkind = 'v' and not has_table_privilege('lipa_auditor', c.oid, 'select') $$,
  'the auditor reads every audit view');
select finish(); rollback;
