begin; select plan(10);
\ir ../fixtures/vouchers.psql
update jobs.schedule set next_run_at = clock_timestamp() + interval '1 hour';
select is(ops.run_job(sha256('ops'), 'expire_trips') ->> 'outcome', 'wanted', 'staff ask for a run');
select is(ops.run_job(sha256('ops'), 'expire_trips') ->> 'outcome', 'wanted', 'twice is once');
select is(worker.claim_scheduled_job(180), 'expire_trips', 'the worker takes it');
select is(worker.run_job('expire_trips'), '0', 'and runs it');
select ok((select wanted_by is not null and done = 0 from jobs.runs where job = 'expire_trips'),
  'its history names who asked, though it did nothing');
select is(ops.run_job(sha256('ops'), 'expire_trips') ->> 'outcome', 'wanted', 'they ask while it runs:');
update jobs.schedule set started_at = wanted_at - interval '9 seconds', lease_until = wanted_at + interval '1 minute'
 where job = 'expire_trips';
select worker.note_job_failure('expire_trips', 'x');
select is(worker.claim_scheduled_job(180), 'expire_trips', 'a run that failed leaves the wish');
update jobs.schedule set wanted_at = clock_timestamp() + interval '1 minute' where job = 'expire_trips';
select worker.run_job('expire_trips');
select isnt((select wanted_by from jobs.schedule where job = 'expire_trips'), null, 'so does one that ended well');
select is(ops.run_job(sha256('auditor'), 'expire_trips') ->> 'outcome', 'absent', 'auditors may not');
select is(ops.run_job(sha256('ops'), 'no_such_job') ->> 'outcome', 'absent', 'no such job');
select * from finish(); rollback;
