-- How often each of our functions was called, and how long it took, since the server's statistics began: the most time
-- first. Empty unless the server counts (track_functions = 'pl').
create or replace view audit.function_times as
select f.schemaname || '.' || f.funcname as function, f.calls, round(f.total_time::numeric, 1) as total_ms,
       round(f.self_time::numeric, 1) as self_ms, round((f.total_time / greatest(f.calls, 1))::numeric, 3) as each_ms
  from pg_stat_user_functions f
 order by f.total_time desc;
comment on view audit.function_times is
  'total_ms: with what it called; self_ms: without; each_ms: the mean of a call. Counts functions in PL/pgSQL.';
