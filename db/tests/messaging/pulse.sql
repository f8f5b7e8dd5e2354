begin; select plan(9);
\ir ../fixtures/signed_in.psql
create function pg_temp.pulse() returns jsonb language sql as $$
  select messaging.pulse(p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.pulse() -> 'last_callback_at', 'null', 'without a message there is no last one');
select is(pg_temp.pulse() -> 'worker_at', 'null', 'nor a last run of the worker');
select pg_temp.confirm(pg_temp.incoming('TKA0000001')), worker.run_job(p_job => 'expire_trips') \g /dev/null
insert into messaging.outbox (topic, key, payload, failures) values ('sms', 'x', '{}', 2);
select is((select sum(n::int)::int from jsonb_array_elements_text(pg_temp.pulse() -> 'fares') n), 1, 'a fare counts');
select is(jsonb_array_length(pg_temp.pulse() -> 'fares'), 30, 'in one of 30 minutes');
select isnt(pg_temp.pulse() ->> 'last_callback_at', null, 'with its message');
select is((select sum(n::int)::int from jsonb_array_elements_text(pg_temp.pulse() -> 'messages') n), 1,
  'and so does its message');
select is(pg_temp.pulse() -> 'usual', 'null', 'what is usual is not known yet');
select is(pg_temp.pulse() ->> 'sms_failing', '1', 'and SMS that fail');
select is((select string_agg(job, '') from audit.jobs where age < '1 hour'), 'expire_trips', 'auditors see each job');
select finish(); rollback;
