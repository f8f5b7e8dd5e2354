begin; select plan(8);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.plan_at(p_at timestamptz) returns int language sql as $$
  select recon.plan_pull_windows(p_short_code => '400222', p_at => p_at) $$;
select is(pg_temp.plan_at('2026-11-20 12:00+03'), 0, 'before the registration nothing is asked');
insert into recon.pull_registrations values ('400222', '2026-11-20 11:03+03');
select is(pg_temp.plan_at('2026-11-20 12:02+03'), 11, 'then a quarter of an hour every five minutes, and the hour');
select results_eq($$ select to_char(from_at at time zone 'Africa/Nairobi', 'HH24:MI'), to_at - from_at, next_at - to_at
    from recon.pull_windows where from_at < '2026-11-20 11:10+03' order by from_at, to_at $$,
  $$ values ('11:00', interval '15 minutes', interval '30 seconds'), ('11:00', interval '1 hour', interval '6 hours'),
    ('11:05', interval '15 minutes', interval '30 seconds') $$, 'each overlaps the next');
select is(pg_temp.plan_at('2026-11-20 12:02+03'), 0, 'nothing is planned twice');
select is(pg_temp.plan_at('2026-11-20 12:07+03'), 1, 'five minutes later one more');
select is(pg_temp.plan_at('2026-11-23 12:00+03'), 70 + 47, 'after an outage: six hours of quarters, two days of hours');
select is((select count(*) from recon.pull_windows where state = 'lost'), 12::bigint,
  'what the operator has forgotten is lost');
select is(recon.plan_pull_windows(null, null), 0, 'nothing for nothing');
select finish(); rollback;
