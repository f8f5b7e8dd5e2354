-- Connection limits and time-outs of the login roles (db/actors.csv), and functions of PostgreSQL that are open to
-- every role but needed by none of ours. Run by scripts/migrate.sh after every deploy, as superuser or as the role that
-- made the login roles. A role could lift its own time-outs for a session: they protect against our own mistakes and
-- slow readers, not against somebody with its password, who can call API functions and nothing else
-- (docs/decisions/rate-limits.md).
begin;
create temporary table actors (
  actor text primary key, role text, schema text, connections int,
  statement_timeout text, lock_timeout text, idle_timeout text, purpose text
) on commit drop;
\copy actors from 'db/actors.csv' with (format csv, header true, encoding 'UTF8')
do $$
declare
  v_limit    record;
  v_owner    text;   -- of the tables
  v_needless text;   -- functions
  v_owners   text;   -- those of them that the owner of the tables uses
begin
  for v_limit in
    -- statement: the longest call; lock: a call that waits longer is answered "busy"; idle: an idle transaction holds
    -- rows and keeps dead rows of every queue.
    with wanted as (
      select a.role, a.connections,
             array['statement_timeout=' || a.statement_timeout, 'lock_timeout=' || a.lock_timeout,
                   'idle_in_transaction_session_timeout=' || a.idle_timeout] as settings
        from pg_temp.actors a)
    -- Only a superuser can keep parameters (sealed numbers, sessions, codes) out of the server's log.
    select w.role, w.connections, w.settings || l.silence as settings,
           r.rolconnlimit is distinct from w.connections
             or not coalesce(s.setconfig, '{}') @> (w.settings || l.silence) as differs
      from wanted w
     cross join (select case when me.rolsuper then array['log_parameter_max_length=0',
                                                         'log_parameter_max_length_on_error=0'] end as silence
                   from pg_roles me where me.rolname = current_user) l
      join pg_roles r on r.rolname = w.role
      left join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
  loop
    continue when not v_limit.differs;
    execute format('alter role %I connection limit %s', v_limit.role, v_limit.connections);
    for i in 1 .. cardinality(v_limit.settings) loop
      execute format('alter role %I set %s = %L', v_limit.role, split_part(v_limit.settings[i], '=', 1),
        split_part(v_limit.settings[i], '=', 2));
    end loop;
  end loop;
  -- A forgotten transaction of the owner or of an administrator hides new money from every owner's page: the alarm is
  -- raised after a minute, and an idle one ends after two. pg_dump and pg_restore lift these limits for themselves,
  -- migrations have their own, and autovacuum ignores them.
  select pg_get_userbyid(n.nspowner) into v_owner from pg_namespace n where n.nspname = 'audit';
  execute format('alter role %I set idle_in_transaction_session_timeout = %L', v_owner, '2min');
  execute format('alter role %I set statement_timeout = %L', v_owner, '15min');
  if (select r.rolsuper from pg_roles r where r.rolname = current_user) then
    execute format('alter role %I set idle_in_transaction_session_timeout = %L', current_user, '2min');
    execute format('alter role %I set statement_timeout = %L', current_user, '1h');
    -- So that the alarm about such a transaction can say since when it is open.
    execute format('grant pg_read_all_stats to %I', v_owner);
    -- For audit.slow_queries and audit.locks: these statistics are shown to whom asks, not to the view's owner.
    alter role lipa_auditor inherit;
    grant pg_read_all_stats to lipa_auditor;
  end if;
  -- SQL sent as a login role must not make large objects, take the advisory locks that loads and scheduled jobs wait
  -- for, or write into the archived log.
  select string_agg(p.oid::regprocedure::text, ', '),
    string_agg(p.oid::regprocedure::text, ', ') filter (where p.proname ~ 'advisory')
    into v_needless, v_owners
    from pg_proc p
   where p.pronamespace = 'pg_catalog'::regnamespace and has_function_privilege('public', p.oid, 'execute')
     and p.proname ~ '^(lo_|loread|lowrite|pg_(try_)?advisory_|pg_logical_emit_message)'
     and (select r.rolsuper from pg_roles r where r.rolname = current_user);
  if v_owners is not null then
    execute format('grant execute on function %s to %I', v_owners,
      (select pg_get_userbyid(n.nspowner) from pg_namespace n where n.nspname = 'audit'));
  end if;
  if v_needless is not null then
    execute format('revoke execute on function %s from public', v_needless);
  end if;
end $$;
commit;
