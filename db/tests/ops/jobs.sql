begin; select plan(5);
\ir ../fixtures/vouchers.psql
select worker.note_job_failure('expire_trips', 'x');
select is(ops.jobs(sha256('auditor'), '') #>> '{jobs,0,job}', 'expire_trips', 'the one that failed is first');
select is(jsonb_array_length(ops.jobs(sha256('ops'), '') -> 'jobs')::bigint, (select count(*) from jobs.schedule),
  'all of them are listed');
select is(ops.jobs(sha256('ops'), 'expire_trips') #>> '{runs,0,error}', 'x', 'with the runs of one');
select is(ops.jobs(sha256('ops'), 'no_such_job') ->> 'job', null, 'an unknown one has none');
select is(ops.jobs(sha256('owner'), '') ->> 'outcome', 'absent', 'nobody else sees them');
select * from finish(); rollback;
