-- How long and how often each party may hold on: limits of the login roles. Run by setup/migrate.sh
-- after every deploy, as superuser or as whoever made the roles; where nothing differs, nothing is done.
-- A role could lift its own time-outs for a session: they protect against accidents of ours and slow
-- readers, not against a thief of its password, who finds doors and nothing else (decision 0076).
do $$
declare
  v_limit record;
begin
  for v_limit in
    with wanted(role, connections, settings) as (values
      -- statement: what one call may take; lock: a call that waits this long is answered "busy";
      -- idle: a transaction that does nothing holds rows, and keeps dead rows of every queue alive.
      ('lipa_telco',    100, array['statement_timeout=10s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=10s']),
      ('lipa_crew',      40, array['statement_timeout=10s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=10s']),
      ('lipa_owners',    60, array['statement_timeout=10s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=10s']),
      ('lipa_sacco',     30, array['statement_timeout=10s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=10s']),
      ('lipa_ops',       30, array['statement_timeout=15s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=10s']),
      ('lipa_partners',  30, array['statement_timeout=10s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=10s']),
      -- The longest chore has 120 s (web/worker/chores.py).
      ('lipa_worker',    60, array['statement_timeout=130s', 'lock_timeout=10s', 'idle_in_transaction_session_timeout=10s']),
      -- Reads over everything, from a console: minutes, yet never a night.
      ('lipa_auditor',   20, array['statement_timeout=300s', 'lock_timeout=5s', 'idle_in_transaction_session_timeout=60s']))
    select w.*, r.rolconnlimit is distinct from w.connections
                or not coalesce(s.setconfig, '{}') @> w.settings as differs
      from wanted w join pg_roles r on r.rolname = w.role
      left join pg_db_role_setting s on s.setrole = r.oid and s.setdatabase = 0
  loop
    continue when not v_limit.differs;
    execute format('alter role %I connection limit %s', v_limit.role, v_limit.connections);
    for i in 1 .. cardinality(v_limit.settings) loop
      execute format('alter role %I set %s = %L', v_limit.role, split_part(v_limit.settings[i], '=', 1), split_part(v_limit.settings[i], '=', 2));
    end loop;
  end loop;
  -- In the same transaction, so that the worker's watch never finds it and asks who did this.
  perform set_config('lipa.source', 'deploy', true);
  if to_regprocedure('warden.note_rights()') is not null then
    perform warden.note_rights();
  -- A superuser calls nothing that the owner of the tables could have replaced.
  elsif exists (select from pg_namespace n where n.nspname = 'audit' and n.nspowner = current_user::regrole) then
    perform audit.watch_roles(p_source => 'deploy');
  end if;
end $$;
