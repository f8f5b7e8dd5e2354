-- The scheduled jobs: how often each runs, when it last ran, what that did, and when it runs next.
create or replace view audit.jobs as
select s.job, coalesce(s.every::text, 'daily at ' || to_char(s.at, 'HH24:MI')) as every, s.last_run_at, s.last_duration,
       s.last_error, s.next_run_at, s.last_done as done, s.failures, s.started_at,
       clock_timestamp() - s.last_run_at as age, s.purpose
  from jobs.schedule s;
comment on view audit.jobs is
  'every: the pause after a run, or the time of the market''s day. done: a number of what the last run did. '
  'last_error: of the last run, null when it went well; failures: in a row. started_at: a run is under way.';
