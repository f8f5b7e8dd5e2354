-- migrate:up
-- How long each kind of data is kept, and erasures on request.

create table privacy.retention_periods (
  kind       text primary key,
  keep_days  int  not null,
  least_days int  not null default 1,
  most_days  int  not null default 3650,
  constraint retention_periods_at_least_a_day check (keep_days between 1 and 36500),
  constraint retention_periods_within_bounds check (least_days <= most_days)
);
comment on table privacy.retention_periods is
  'How long each kind of data is kept, in days. What the law wants kept for longer (the ledger, receipts, the audit '
  'log) has no row and no end. Applied by privacy.apply_retention().';
comment on column privacy.retention_periods.least_days is
  'Shortest period that can be proposed; docs/decisions/configuration.md says why.';
comment on column privacy.retention_periods.most_days is
  'Longest period that can be proposed: what is not needed is not kept.';
create trigger log_changes after insert or update or delete on privacy.retention_periods
  for each row execute function audit.log_row_change('kind');
insert into privacy.retention_periods (kind, keep_days, least_days, most_days) values
  ('raw_bodies', 400, 90, 3650),
  ('checkouts', 30, 3, 400),
  ('ussd_sessions', 90, 7, 400),
  ('sign_ins', 1, 1, 400),
  ('sms_sent', 400, 90, 3650),
  ('sms_reports', 90, 7, 400),
  ('sms_received', 180, 30, 3650),
  ('devices', 400, 30, 3650),
  ('phones', 400, 90, 3650),
  ('crew_proposals', 30, 7, 365),
  ('voucher_tries', 30, 1, 400);

create table privacy.retention_runs (
  kind       text        primary key references privacy.retention_periods,
  after_id   bigint      not null default 0,
  removed    bigint      not null default 0,
  last_run_at timestamptz not null default clock_timestamp()
);
comment on table privacy.retention_runs is
  'The progress of the retention job, by kind. after_id: the last number reached, in tables that are read '
  'in the order of their numbers.';

create table privacy.erasures (
  erasure_id bigint generated always as identity primary key,
  erased_at  timestamptz not null default clock_timestamp(),
  erased_by  text        not null,
  reason     text        not null,
  removed    jsonb       not null,
  constraint erasures_have_a_reason check (length(btrim(reason)) between 5 and 500)
);
comment on table privacy.erasures is
  'Erasures of people on request: when, by whom and why, and how many rows of what. The person is not named.';

-- migrate:down
-- Forward only: a later migration corrects this one.
