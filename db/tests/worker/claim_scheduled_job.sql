begin; select plan(15);
update jobs.schedule set next_run_at = clock_timestamp() + interval '1 hour';
select is(worker.claim_scheduled_job(180), null, 'nothing is due');
update jobs.schedule set next_run_at = clock_timestamp() - interval '1 minute' where job = 'expire_trips';
update jobs.schedule set next_run_at = clock_timestamp() - interval '3 days' where job = 'expire_intents';
select is(worker.claim_scheduled_job(null), null, 'given nothing, it claims nothing');
select is(worker.claim_scheduled_job(180), 'expire_intents', 'the one that is due for the longest');
select is(worker.claim_scheduled_job(180), 'expire_trips', 'then the next');
select is(worker.claim_scheduled_job(180), null, 'a claimed job is not claimed again');
update jobs.schedule set lease_until = clock_timestamp() - interval '1 second' where job = 'expire_trips';
select is(worker.claim_scheduled_job(180), 'expire_trips', 'but when its worker was killed');
select is(worker.run_job('expire_intents'), '0', 'a missed run is made up for');
select is(worker.claim_scheduled_job(180), null, 'once, however many were missed');
insert into accounts.users (user_id, phone_hash, phone_last3, phone_sealed) overriding system value
values (77, sha256('77'), '077', 'x');
update jobs.schedule set wanted_at = clock_timestamp(), wanted_by = 77 where job = 'close_cutoff';
update jobs.schedule set next_run_at = clock_timestamp() - interval '1 hour', lease_until = null, started_at = null
 where job = 'expire_trips';
select is(worker.claim_scheduled_job(180), 'close_cutoff', 'what staff asked for runs before its time');
select is(worker.run_job('close_cutoff') ~ '^[0-9]+$', true, 'and is done');
update jobs.schedule set next_run_at = clock_timestamp(), lease_until = null, started_at = null
 where job = 'expire_trips';
select is((select worker.run_job(p_job => j) from worker.claim_scheduled_job(180) j where j is not null), '0',
  'the statement of pg_cron runs what is due');
-- The clock was three days ahead and was set right: what ran or began then is due now, not in three days.
update jobs.schedule set next_run_at = clock_timestamp() + interval '1 hour', started_at = null, lease_until = null;
update jobs.schedule set next_run_at = clock_timestamp() + interval '3 days',
       last_run_at = clock_timestamp() + interval '3 days' where job = 'expire_trips';
select is(worker.claim_scheduled_job(180), 'expire_trips', 'a job that ran at a time that has not come is due');
select is(worker.run_job('expire_trips'), '0', 'it runs');
select is(worker.claim_scheduled_job(180), null, 'and then at its times');
update jobs.schedule set next_run_at = clock_timestamp(), started_at = clock_timestamp() + interval '3 days',
       lease_until = clock_timestamp() + interval '3 days 3 minutes' where job = 'expire_trips';
select is(worker.claim_scheduled_job(180), 'expire_trips', 'a run that began at such a time has no lease');
select finish(); rollback;
