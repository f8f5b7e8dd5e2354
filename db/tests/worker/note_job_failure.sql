begin; select plan(10);
select worker.note_job_failure('expire_trips', '57014 too slow for 0712345678');
select results_eq($$ select failures, last_error, next_run_at between clock_timestamp() + interval '59 seconds'
    and clock_timestamp() + interval '61 seconds' from jobs.schedule where job = 'expire_trips' $$,
  $$ values (1, '57014 too slow for ***678', true) $$, 'it is tried again after its pause; numbers are masked');
select is((select string_agg(error, ' ') from jobs.runs), '57014 too slow for ***678', 'its history tells');
select is_empty($$ select from messaging.alarms $$, 'once is no alarm');
select worker.note_job_failure('expire_trips', 'x') from generate_series(1, 2);
select is((select subject || ': ' || detail from messaging.alarms where kind = 'job_failing'),
  'expire_trips: failed 3 times in a row: x', 'three times in a row is');
update messaging.alarms set acknowledged_at = clock_timestamp(), acknowledged_by = 'user:1',
  acknowledged_reason = 'known';
select worker.note_job_failure('expire_trips', 'x');
select isnt((select acknowledged_at from messaging.alarms), null, 'what staff acknowledged stays so while it goes on');
update messaging.alarms set acknowledged_at = clock_timestamp() - interval '25 hours';
select worker.note_job_failure('expire_trips', 'x');
select is((select acknowledged_at from messaging.alarms), null, 'for a day');
select worker.note_job_failure('expire_sign_ins', 'x') from generate_series(1, 9);
select ok((select next_run_at < clock_timestamp() + interval '61 minutes' from jobs.schedule
            where job = 'expire_sign_ins'), 'it waits an hour at most');
select is(worker.run_job('expire_trips'), '0', 'it runs again');
select is((select acknowledged_by from messaging.alarms where subject = 'expire_trips'), 'system', 'the alarm ends');
select lives_ok($$ select worker.note_job_failure('no_such_job', 'x') $$, 'an unknown job is ignored');
select finish(); rollback;
