-- When each scheduled job last ran to its end, and what it did. A worker that stands still shows here.
create or replace view audit.jobs as
select r.job, r.ran_at, r.done, clock_timestamp() - r.ran_at as age from messaging.job_runs r;
comment on view audit.jobs is 'job, ran_at, done (a number of what it did) and age.';
