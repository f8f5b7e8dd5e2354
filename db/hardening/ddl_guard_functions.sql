-- The DDL guard's functions; included by ddl_guard.sql, in its transaction.

create or replace function ddl_guard.open_window(p_reason text, p_minutes int) returns bigint
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into ddl_guard.windows (reason, closes_at)
  values (p_reason, clock_timestamp() + least(p_minutes, 60) * interval '1 minute')
  returning window_id
$$;
comment on function ddl_guard.open_window is
  'Opens a maintenance window for some minutes (60 at most). Only superusers may call it.';

create or replace function ddl_guard.close_window(p_window_id bigint) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  update ddl_guard.windows set closed_at = clock_timestamp() where window_id = p_window_id and closed_at is null
$$;
comment on function ddl_guard.close_window is 'Closes a maintenance window before its end.';

create or replace function ddl_guard.list_guarded(p_since xid8) returns void
language sql security definer set search_path = pg_catalog, pg_temp as $$
  insert into ddl_guard.guarded (class_id, object_id, identity, since)
  select 'pg_class'::regclass, c.oid, c.oid::regclass::text, p_since
    from pg_class c
   where exists (select from pg_trigger t where t.tgrelid = c.oid and t.tgname like 'guard\_%')
  union
  select 'pg_class'::regclass, i.indexrelid, i.indexrelid::regclass::text, p_since
    from pg_index i
   where i.indisunique
     and exists (select from pg_trigger t where t.tgrelid = i.indrelid and t.tgname like 'guard\_%')
  union
  select 'pg_proc'::regclass, p.oid, p.oid::regprocedure::text, p_since
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where p.proname like 'guard\_%' and p.prorettype = 'trigger'::regtype and n.nspname !~ '^pg_temp'
      on conflict do nothing
$$;
comment on function ddl_guard.list_guarded is 'Adds new guarded objects to the list.';

-- Finished: guarded, and made by another transaction.
create or replace function ddl_guard.is_finished(p_class_id oid, p_object_id oid) returns text
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select g.identity from ddl_guard.guarded g
   where g.class_id = p_class_id and g.object_id = p_object_id
     and g.since is distinct from pg_current_xact_id()
$$;
comment on function ddl_guard.is_finished is
  'Name of the guarded object; null if it is not guarded or this transaction makes it.';

create or replace function ddl_guard.subject_of(p_class_id oid, p_object_id oid) returns oid
language sql stable security definer set search_path = pg_catalog, pg_temp as $$
  select case p_class_id
    when 'pg_trigger'::regclass then (select tgrelid from pg_trigger where oid = p_object_id)
    when 'pg_rewrite'::regclass then (select ev_class from pg_rewrite where oid = p_object_id)
    when 'pg_policy'::regclass then (select polrelid from pg_policy where oid = p_object_id)
    when 'pg_class'::regclass then coalesce((select indrelid from pg_index where indexrelid = p_object_id), p_object_id)
    else p_object_id end
$$;
comment on function ddl_guard.subject_of is
  'The table that a trigger, rule, policy or index belongs to; else the object itself.';

create or replace function ddl_guard.check_changes() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_window_id bigint := (select max(w.window_id) from ddl_guard.windows w
                          where w.closed_at is null and w.closes_at > clock_timestamp());
  v_found     text;
begin
  if v_window_id is not null then
    insert into ddl_guard.ddl_log (window_id, command, kind, identity)
    select v_window_id, c.command_tag, coalesce(c.object_type, ''), coalesce(c.object_identity, '')
      from pg_event_trigger_ddl_commands() c;
  else
    select coalesce(
             ddl_guard.is_finished('pg_class'::regclass, ddl_guard.subject_of(c.classid, c.objid)),
             ddl_guard.is_finished(c.classid, c.objid),
             -- A child table would put rows under its guarded parent; a partition has guards of its own.
             (select ddl_guard.is_finished('pg_class'::regclass, i.inhparent) from pg_inherits i 
                join pg_class p on p.oid = i.inhparent
               where i.inhrelid = c.objid and c.classid = 'pg_class'::regclass and p.relkind = 'r' limit 1),
             (select g.identity from ddl_guard.guarded g join pg_class t on g.class_id = 'pg_class'::regclass
                 and t.oid = g.object_id
               where c.classid = 'pg_namespace'::regclass and t.relnamespace = c.objid
                 and c.command_tag = 'ALTER SCHEMA' limit 1))
      into v_found
      from pg_event_trigger_ddl_commands() c
     where c.command_tag ~ '^(ALTER|CREATE) ' and c.command_tag not in ('CREATE INDEX', 'CREATE STATISTICS')
     order by 1 nulls last limit 1;
    if v_found is not null then
      raise exception '% refused: % is guarded', tg_tag, v_found
        using errcode = 'insufficient_privilege',
              hint = 'A superuser can open a maintenance window: ddl_guard.open_window.';
    end if;
  end if;
  if tg_tag in ('CREATE TRIGGER', 'CREATE FUNCTION', 'CREATE INDEX', 'CREATE TABLE', 'ALTER TABLE') then
    perform ddl_guard.list_guarded(p_since => pg_current_xact_id());
  end if;
end $$;
comment on function ddl_guard.check_changes is
  'Refuses to change guarded objects outside a maintenance window; logs inside one. Raises insufficient_privilege.';

create or replace function ddl_guard.check_drops() returns event_trigger
language plpgsql security definer set search_path = pg_catalog, pg_temp as $$
declare
  v_window_id bigint := (select max(w.window_id) from ddl_guard.windows w
                          where w.closed_at is null and w.closes_at > clock_timestamp());
  v_found     text;
begin
  select coalesce(
           ddl_guard.is_finished(d.classid, d.objid),
           -- Triggers, rules, policies, constraints and defaults are named after their table.
           case when cardinality(d.address_names) >= 3 then
             ddl_guard.is_finished('pg_class'::regclass,
               to_regclass(format('%I.%I', d.address_names[1], d.address_names[2]))) end)
    into v_found
    from pg_event_trigger_dropped_objects() d
   where not d.is_temporary
   order by 1 nulls last limit 1;
  if v_found is not null and v_window_id is null then
    raise exception '% refused: % is guarded', tg_tag, v_found
      using errcode = 'insufficient_privilege',
              hint = 'A superuser can open a maintenance window: ddl_guard.open_window.';
  end if;
  if v_window_id is not null then
    insert into ddl_guard.ddl_log (window_id, command, kind, identity)
    select v_window_id, tg_tag, d.object_type, d.object_identity
      from pg_event_trigger_dropped_objects() d where d.original;
  end if;
  delete from ddl_guard.guarded g using pg_event_trigger_dropped_objects() d
   where g.class_id = d.classid and g.object_id = d.objid and d.objsubid = 0;
end $$;
comment on function ddl_guard.check_drops is
  'Refuses to drop guarded objects outside a maintenance window; logs inside one. Raises insufficient_privilege.';
