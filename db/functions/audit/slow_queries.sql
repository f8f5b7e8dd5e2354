-- What runs for over a second on this server now, for database administrators: the longest first. Our own roles send
-- calls with parameters only, so the text has no data; of other roles only the first word is shown.
create or replace view audit.slow_queries as
select a.pid, a.usename as role, a.datname as database, a.state, clock_timestamp() - a.query_start as running_for,
       clock_timestamp() - a.xact_start as in_transaction_for, a.wait_event_type, a.wait_event,
       case when a.usename like 'lipa\_%' then left(a.query, 200) else split_part(ltrim(a.query), ' ', 1) end as query
  from pg_stat_activity a
 where a.state <> 'idle' and a.pid <> pg_backend_pid() and a.backend_type = 'client backend'
   and a.query_start < clock_timestamp() - interval '1 second'
 order by a.query_start;
comment on view audit.slow_queries is
  'Statements and open transactions older than a second: running_for (the statement), in_transaction_for, what it '
  'waits for. Empty on a healthy server. Other roles'' sessions show only where the owner may read all statistics.';
