-- Who waits for whom on this server now, for database administrators: the longest waiting first.
create or replace view audit.locks as
select w.pid as waiting_pid, w.usename as waiting_role, clock_timestamp() - w.query_start as waiting_for,
       b.pid as blocking_pid, b.usename as blocking_role, b.state as blocking_state,
       clock_timestamp() - b.xact_start as blocking_since, w.wait_event,
       (select l.relation::regclass::text from pg_locks l
         where l.pid = w.pid and not l.granted and l.relation is not null limit 1) as relation
  from pg_stat_activity w
 cross join lateral unnest(pg_blocking_pids(w.pid)) as k(pid)
  join pg_stat_activity b on b.pid = k.pid
 where w.wait_event_type = 'Lock'
 order by w.query_start;
comment on view audit.locks is
  'One row for each waiting session and each that blocks it. relation: the table, null where it waits for a row or a '
  'transaction. Empty on a healthy server.';
