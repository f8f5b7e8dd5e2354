begin; select plan(11);
\ir ../fixtures/gates.psql
create function pg_temp.worst() returns text language sql as $$
  select concat_ws(' ', w ->> 'level', w ->> 'what', w ->> 'kind', w ->> 'n')
    from messaging.worst_thing(p_at => now(), p_zone => 'Africa/Nairobi', p_waiting => messaging.waiting_counts()) w $$;
update jobs.schedule set last_run_at = null;
select is(pg_temp.worst(), 'wrong worker', 'a worker that never ran');
update jobs.schedule set last_run_at = now() - interval '5 minutes 1 second';
select is(pg_temp.worst(), 'wrong worker', 'one that stands still');
update jobs.schedule set last_run_at = now() - interval '4 minutes' where job = 'expire_trips';
select is(pg_temp.worst(), 'ok', 'everything is all right');
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
select is(pg_temp.worst(), 'waiting suspense 1', 'money without a vehicle waits for a person');
select pg_temp.find_break(1), pg_temp.find_break(2);
select is(pg_temp.worst(), 'waiting breaks 2', 'a break is worse');
insert into gates.figures (gate, state, since, measured_at) values ('ussd_drops', 'between', now(), now());
select is(pg_temp.worst(), 'waiting breaks 2', 'than a figure that is not good');
update gates.figures set state = 'alarm';
select is(pg_temp.worst(), 'wrong figure ussd_drops', 'but not than one that is an alarm');
select messaging.raise_alarm('suspense_overdue', 'x', 'x');
select is(pg_temp.worst(), 'waiting alarm suspense_overdue', 'an alarm comes before it');
insert into messaging.alarms (kind, subject, detail, raised_at)
values ('prompts_unsent', 'new', 'x', now()), ('job_failing', 'old', 'x', now() - interval '1 hour');
select is(pg_temp.worst(), 'wrong alarm job_failing', 'of several the worst, then the oldest');
select messaging.raise_alarm('wrong_token', 'x', 'x');
select is(pg_temp.worst(), 'wrong alarm wrong_token', 'somebody who may be forging comes first');
update messaging.alarms set acknowledged_at = now(), acknowledged_by = 'user:1', acknowledged_reason = 'it was a test';
update gates.figures set state = 'green';
delete from recon.breaks;
select mobile_money.claim_suspense('TKS0000001', :vehicle_id, 'passenger') \g /dev/null
select is(pg_temp.worst(), 'ok', 'all of it cleared');
select finish(); rollback;
