begin; select plan(5 + (select count(*)::int from jobs.schedule));
set constraints all immediate;
-- Each in the order of its name; all of them can be called.
select matches(worker.run_job(p_job => s.job), '^-?[0-9]+$', s.job || ' returns how much it did')
  from jobs.schedule s order by s.job;
select throws_ok($$ select worker.run_job('format_disk') $$, 'LFV52', null, 'an unknown job is refused');
select is(worker.run_job('expire_intents'), '0', 'again there is less or nothing to do');
select ok((select last_run_at > now() and next_run_at > last_run_at and last_duration > '0' and started_at is null
             from jobs.schedule where job = 'expire_intents'), 'it notes when it ran and when it runs next');
update jobs.schedule set chunk = 1, call = 'ledger.make_checkpoints(p_least_entries => 1)' where job = 'expire_trips';
select is(worker.run_job('expire_trips'), '0', 'a run with nothing to do');
select ok((select next_run_at > clock_timestamp() + interval '30 seconds' from jobs.schedule
            where job = 'expire_trips'),
  'is not repeated at once');
select finish(); rollback;
