-- migrate:up
-- How long we keep what, and that somebody asked to be forgotten.

create table security.retention_periods (
  kind      text primary key,
  keep_days int  not null,
  meaning   text not null,
  constraint retention_periods_at_least_a_day check (keep_days between 1 and 36500)
);
comment on table security.retention_periods is 'How long each kind of data is kept, in days. What the law wants kept for longer (the book, receipts, the trail of changes) has no row and no end. Applied by security.apply_retention().';
insert into security.retention_periods (kind, keep_days, meaning) values
  ('raw_bodies',    400, 'The operator''s messages as they came, sealed; their receipt, outcome and sha256 stay'),
  ('checkouts',      30, 'The operator''s id of a payment prompt, sealed, after the prompt has ended'),
  ('ussd_sessions',  90, 'What was typed in the menu, after the session has ended'),
  ('sign_ins',        1, 'Sessions of the pages, after their last possible end'),
  ('sms_sent',      400, 'That a message went out, and under which id of the gateway'),
  ('sms_reports',    90, 'Delivery reports of the SMS gateway'),
  ('sms_received',  180, 'Messages that people sent us, sealed');

create table security.retention_runs (
  kind       text        primary key references security.retention_periods,
  after_id   bigint      not null default 0,
  removed    bigint      not null default 0,
  last_run_at timestamptz not null default clock_timestamp()
);
comment on table security.retention_runs is 'What the job has done so far, by kind. after_id: of tables that are walked by their number, up to where.';

create table security.erasures (
  erasure_id bigint generated always as identity primary key,
  erased_at  timestamptz not null default clock_timestamp(),
  erased_by  text        not null,
  reason     text        not null,
  removed    jsonb       not null,
  constraint erasures_have_a_reason check (length(btrim(reason)) between 5 and 500)
);
comment on table security.erasures is 'Somebody was forgotten on request: when, by whom and why, and how many rows of what. Nothing here says who it was.';

create trigger trail_changes after insert or update or delete on security.retention_periods
  for each row execute function audit.trail_row_change('kind');

-- A person is found in the payments by the hash of the phone: to forget, to tell what we hold, to change the key.
-- squawk-ignore require-concurrent-index-creation
create index payments_by_payer on mobile_money.payments (payer_hash) where payer_hash is not null;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
