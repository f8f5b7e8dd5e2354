-- The scheduled jobs, from db/functions/jobs/schedule.csv (columns job, every, at, call, chunk, purpose): new ones are
-- due at once, changed ones keep their history, and jobs without a line are removed.
select to_regclass('jobs.schedule') is not null as has_jobs \gset
\if :has_jobs
create temporary table jobs_from_file (
  job text primary key, every interval, at time, call text, chunk int, purpose text
) on commit drop;
\copy jobs_from_file from 'db/functions/jobs/schedule.csv' with (format csv, header true, encoding 'UTF8')
insert into jobs.schedule as t (job, every, at, call, chunk, purpose)
select f.job, f.every, f.at, f.call, f.chunk, f.purpose from jobs_from_file f
on conflict (job) do update
  set every = excluded.every, at = excluded.at, call = excluded.call, chunk = excluded.chunk,
      purpose = excluded.purpose
  where (t.every, t.at, t.call, t.chunk, t.purpose)
        is distinct from (excluded.every, excluded.at, excluded.call, excluded.chunk, excluded.purpose);
delete from jobs.schedule t where not exists (select from jobs_from_file f where f.job = t.job);
\endif
