-- What is true of every role that can reach this database, or could make itself able to; of the settings
-- that the database brings to every session; and of its event triggers, which no event trigger watches.
-- A role of the same server that can't come in here is nobody's business of ours.
-- Source: issue 3, Database doors; decision 0085. Locks: none. Repeat: reads only.
create or replace function audit.database_facts()
returns table (subject text, fact text)
language sql stable as $$
  with here as (select d.oid, d.datdba from pg_database d where d.datname = current_database()),
  rights as materialized (select g.grantee, g.fact from audit.rights_given() g),
  -- Whoever owns this schema owns the house; what belongs to anybody else is worth a line.
  house as (select n.nspowner as owner from pg_namespace n where n.nspname = 'audit'),
  places as materialized (select n.oid, n.nspname, n.nspowner from pg_namespace n where n.nspname !~ '^pg_' and n.nspname <> 'information_schema'),
  owned as materialized (
    select n.nspowner as owner, format('owns schema %I', n.nspname) as fact from places n, house h where n.nspowner <> h.owner
    union all
    select c.relowner, format('owns %s', c.oid::regclass) from pg_class c join places n on n.oid = c.relnamespace cross join house h
     where c.relowner <> h.owner and c.relkind in ('r', 'p', 'v', 'm', 'S', 'f')
       and not exists (select from pg_depend d where (d.classid, d.objid, d.deptype) = ('pg_class'::regclass, c.oid, 'e'))
    union all
    select p.proowner, format('owns function %s', p.oid::regprocedure) from pg_proc p join places n on n.oid = p.pronamespace cross join house h
     where p.proowner <> h.owner
       and not exists (select from pg_depend d where (d.classid, d.objid, d.deptype) = ('pg_proc'::regclass, p.oid, 'e'))),
  reaching as materialized (
    select r.* from pg_roles r cross join here h
     where r.oid in (select g.grantee from rights g union all select w.owner from owned w)
        or (r.rolname !~ '^pg_' and (has_database_privilege(r.oid, h.oid, 'connect') or r.rolcreaterole or r.rolreplication or r.rolbypassrls
             or pg_has_role(r.oid, h.datdba, 'member')
             or exists (select from pg_roles o where o.rolname like 'lipa\_%' and pg_has_role(r.oid, o.oid, 'member')))))
  select 'database.roles:' || r.rolname, f.fact
    from reaching r
   cross join lateral (
     select p.fact from (values (r.rolsuper, 'is a superuser'), (r.rolinherit, 'inherits'), (r.rolcreaterole, 'makes roles'), (r.rolcreatedb, 'makes databases'),
                                (r.rolcanlogin, 'logs in'), (r.rolreplication, 'replicates'), (r.rolbypassrls, 'is above row security')) as p(is_so, fact) where p.is_so
     union all select format('has %s connections', r.rolconnlimit)
     union all select format('until %s', to_char(r.rolvaliduntil at time zone 'UTC', 'YYYY-MM-DD HH24:MI')) where r.rolvaliduntil is not null
     union all select format('is a member of %s (%s)', m.roleid::regrole, string_agg(k.key || ' ' || k.value, ', ' order by k.key))
                 from pg_auth_members m cross join lateral jsonb_each_text(to_jsonb(m) - array['oid', 'roleid', 'member', 'grantor']) k where m.member = r.oid group by m.roleid
     union all select format('sets %s%s', c, case s.setdatabase when 0 then '' else ' in this database' end)
                 from pg_db_role_setting s cross join lateral unnest(s.setconfig) c where s.setrole = r.oid and s.setdatabase in (0, (select h.oid from here h))
     union all select g.fact from rights g where g.grantee = r.oid
     union all select w.fact from owned w where w.owner = r.oid) f
  union all
  select 'database.roles:public', g.fact from rights g where g.grantee = 0
  union all
  select 'database.settings', format('sets %s', c) from pg_db_role_setting s cross join lateral unnest(s.setconfig) c
   where s.setrole = 0 and s.setdatabase = (select h.oid from here h)
  union all
  select 'database.event_triggers', format('%s on %s runs %s, belongs to %s, %s', e.evtname, e.evtevent, e.evtfoid::regproc, e.evtowner::regrole,
    case e.evtenabled when 'D' then 'off' when 'A' then 'always on' else 'on' end) from pg_event_trigger e
$$;
comment on function audit.database_facts() is
  'One row a subject (database.roles:<name>, database.settings, database.event_triggers) and fact. Raises nothing.';
