begin; select plan(3);
insert into jobs.runs (job, started_at, ended_at, done) values
  ('a', '2026-10-01 00:00+03', '2026-10-01 00:00+03', 1), ('b', '2026-10-20 00:00+03', '2026-10-20 00:00+03', 1);
select is(jobs.delete_old_runs('2026-11-01 00:00+03'), 1::bigint, 'what ended over 30 days ago is deleted');
select is((select string_agg(job, '') from jobs.runs), 'b', 'the rest stays');
select is(jobs.delete_old_runs(null), 0::bigint, 'given nothing, it deletes nothing');
select * from finish(); rollback;
