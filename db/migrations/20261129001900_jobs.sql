-- migrate:up
-- When each scheduled job runs, and what its runs did. The worker runs what is due; any number of workers may run.

create schema jobs;
comment on schema jobs is 'Scheduled jobs: when each runs, who asked for it, what its runs did.';

create table jobs.schedule (
  job      text primary key,
  every    interval,
  at       time,
  call     text not null,
  chunk    int,
  purpose  text not null,
  next_run_at timestamptz not null default clock_timestamp(),
  wanted_at   timestamptz,
  wanted_by   bigint references accounts.users,
  started_at  timestamptz,
  lease_until timestamptz,
  last_run_at   timestamptz,
  last_duration interval,
  last_done     bigint,
  last_error    text,
  failures      int not null default 0,
  constraint schedule_job_is_a_word check (job ~ '^[a-z][a-z_]{2,39}$'),
  constraint schedule_every_or_at check (num_nonnulls(every, at) = 1 and every >= interval '50 milliseconds'),
  -- One call of a function of ours with plain arguments: this text is executed.
  constraint schedule_call_is_one_call check (call ~ '^[a-z_]+\.[a-z_]+\(([a-z_]+ => [a-z0-9_.()'']+(, )?)*\)$'),
  constraint schedule_chunk_is_positive check (chunk > 0),
  constraint schedule_request_is_whole check (num_nonnulls(wanted_at, wanted_by) in (0, 2)),
  constraint schedule_run_is_whole check (num_nonnulls(started_at, lease_until) in (0, 2))
);
comment on table jobs.schedule is
  'Every scheduled job, loaded from db/functions/jobs/schedule.csv. every: pause after a run; at: or once a day at '
  'this time of the market. call: what it runs; it returns how much it did. chunk: a run that did as much as this is '
  'repeated at once. wanted_by: staff who asked to run it now. lease_until: until then a started run counts as under '
  'way.';

create table jobs.runs (
  run_id     bigint generated always as identity primary key,
  job        text        not null,
  started_at timestamptz not null,
  ended_at   timestamptz not null default clock_timestamp(),
  done       bigint,
  error      text,
  wanted_by  bigint references accounts.users
);
create index runs_by_job on jobs.runs (job, run_id desc);
create index runs_by_end on jobs.runs (ended_at);
comment on table jobs.runs is 'Runs that did something, failed, or were asked for by staff; kept for 30 days.';

-- migrate:down
-- Forward only: a later migration corrects this one.
