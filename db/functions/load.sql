-- The second half of load.sh, inside its transaction, when every file has been read: what has no
-- file is refused, and rights are handed out anew.
set local check_function_bodies = on;

do $$
declare
  v_ours   text[] := array['ledger', 'fleet', 'fares', 'mobile_money', 'ussd', 'messaging', 'payouts', 'loyalty',
                           'recon', 'security', 'audit', 'telco', 'crew', 'owners', 'sacco', 'ops', 'partners', 'worker'];
  v_strays text;
begin
  -- A row of pg_proc that this transaction didn't write has no file. Trigger functions are shape:
  -- they live in migrations.
  select string_agg(format('drop function %s;', p.oid::regprocedure), E'\n  ' order by p.oid::regprocedure::text)
    into v_strays
    from pg_proc p join pg_namespace n on n.oid = p.pronamespace
   where n.nspname = any (v_ours)
     and p.prorettype <> 'trigger'::regtype
     and p.xmin <> pg_current_xact_id()::xid;
  if v_strays is not null then
    raise exception E'functions without a file. If they were removed or their parameters changed, write a migration with\n  %', v_strays;
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

do $$
declare
  v_schema text;
  v_role   text;
  v_actors text[] := array['telco', 'crew', 'owners', 'sacco', 'ops', 'partners', 'worker'];
  v_view   regclass;
begin
  -- Everything from everybody first, so that a door which moved does not stay open behind us.
  for v_schema in
    select n.nspname from pg_namespace n
     where n.nspname = any (array['ledger', 'fleet', 'fares', 'mobile_money', 'ussd', 'messaging', 'payouts', 'loyalty',
                                  'recon', 'security', 'audit'] || v_actors)
  loop
    execute format('revoke all on schema %I from public', v_schema);
    execute format('revoke all on all functions in schema %I from public', v_schema);
    for v_role in select r.rolname from pg_roles r
                   where r.rolname in ('lipa_auditor') or r.rolname in (select 'lipa_' || a from unnest(v_actors) a)
    loop
      execute format('revoke all on schema %I from %I', v_schema, v_role);
      execute format('revoke all on all functions in schema %I from %I', v_schema, v_role);
      execute format('revoke all on all tables in schema %I from %I', v_schema, v_role);
      execute format('revoke all on all sequences in schema %I from %I', v_schema, v_role);
    end loop;
  end loop;
  foreach v_schema in array v_actors loop
    if to_regnamespace(v_schema) is not null and to_regrole('lipa_' || v_schema) is not null then
      execute format('grant usage on schema %I to %I', v_schema, 'lipa_' || v_schema);
      execute format('grant execute on all functions in schema %I to %I', v_schema, 'lipa_' || v_schema);
    end if;
  end loop;
  if to_regnamespace('audit') is not null and to_regrole('lipa_auditor') is not null then
    grant usage on schema audit to lipa_auditor;
    for v_view in select c.oid::regclass from pg_class c
                   where c.relnamespace = 'audit'::regnamespace and c.relkind = 'v'
    loop
      execute format('grant select on %s to lipa_auditor', v_view);
    end loop;
  end if;
end $$;
