-- The login roles can do nothing but call their API functions.
begin; select plan(6);
create view pg_temp.roles as select r.* from pg_roles r where r.rolname like 'lipa\_%' and r.rolname <> 'lipa_owner';
\set listed `tail -n +2 db/actors.csv | cut -d, -f2`
select set_eq($$ select rolname::text from pg_temp.roles $$, string_to_array(:'listed', E'\n'),
  'each actor has one role, and there is no other');
select is_empty($$ select rolname from pg_temp.roles where rolsuper
  or rolcreaterole or rolcreatedb or rolreplication or rolbypassrls $$, 'none of them has a special attribute');
select is_empty($$ select r.rolname from pg_temp.roles r join pg_auth_members m on m.member = r.oid
    where (r.rolname, m.roleid) <> ('lipa_auditor', 'pg_read_all_stats'::regrole) $$,
  'none of them is a member of another role; auditors may read statistics');
select is_empty($$ select r.rolname,
  n.nspname from pg_temp.roles r cross join pg_namespace n where n.nspname !~ '^pg_(toast|temp)'
  and has_schema_privilege(r.oid, n.oid, 'create') $$, 'none of them can create anything in any schema');
select is_empty($$ select r.rolname from pg_temp.roles r where has_database_privilege(r.oid,
  current_database(), 'temp') or has_database_privilege(r.oid, current_database(), 'create') $$,
  'none of them can make temporary tables or schemas');
select is_empty($$ select r.rolname, s.oid::regclass
       from pg_temp.roles r cross join pg_class s join pg_namespace n on n.oid = s.relnamespace
      where s.relkind = 'S' and n.nspname !~ '^pg_' and n.nspname <> 'information_schema'
        and has_schema_privilege(r.oid, n.oid, 'usage')
          and has_sequence_privilege(r.oid, s.oid, 'usage, select, update') $$, 'none of them can use a sequence');
select finish(); rollback;
