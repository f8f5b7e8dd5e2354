-- migrate:up
-- How long we keep which data, who asked to be forgotten, and the progress of sealing under a new key.

create table security.retention_periods (
  kind       text primary key,
  keep_days  int  not null,
  least_days int  not null default 1,
  most_days  int  not null default 3650,
  meaning    text not null,
  constraint retention_periods_at_least_a_day check (keep_days between 1 and 36500),
  constraint retention_periods_within_bounds check (least_days <= most_days)
);
comment on table security.retention_periods is
  'How long each kind of data is kept, in days. What the law wants kept for longer (the ledger, receipts, the audit '
  'log) has no row and no end. Applied by security.apply_retention().';
comment on column security.retention_periods.least_days is
  'Shortest period that can be proposed; decision 0080 says why.';
comment on column security.retention_periods.most_days is
  'Longest period that can be proposed: what is not needed is not kept.';
create trigger trail_changes after insert or update or delete on security.retention_periods
  for each row execute function audit.trail_row_change('kind');
insert into security.retention_periods (kind, keep_days, least_days, most_days, meaning) values
  ('raw_bodies', 400, 90, 3650,
   'The operator''s messages as they came, sealed; their receipt, outcome and sha256 stay'),
  ('checkouts', 30, 3, 400, 'The operator''s id of a payment prompt, sealed, after the prompt has ended'),
  ('ussd_sessions', 90, 7, 400, 'What was typed in the menu, after the session has ended'),
  ('sign_ins', 1, 1, 400, 'Sessions of the pages, after their last possible end'),
  ('sms_sent', 400, 90, 3650, 'That a message went out, and under which id of the gateway'),
  ('sms_reports', 90, 7, 400, 'Delivery reports of the SMS gateway'),
  ('sms_received', 180, 30, 3650, 'Messages that people sent us, sealed'),
  ('devices', 400, 30, 3650, 'Browsers that a person signed in with, after the last time'),
  ('phones', 400, 90, 3650, 'Phones that dialled and never paid, and their language, after they were first seen'),
  ('crew_proposals', 30, 7, 365,
   'Proposals for a crew that nobody has decided about, and the number typed for it if nothing else came of it');

create table security.retention_runs (
  kind       text        primary key references security.retention_periods,
  after_id   bigint      not null default 0,
  removed    bigint      not null default 0,
  last_run_at timestamptz not null default clock_timestamp()
);
comment on table security.retention_runs is
  'What the job has done so far, by kind. after_id: the last number reached, in tables that are read in the order of '
  'their numbers.';

create table security.erasures (
  erasure_id bigint generated always as identity primary key,
  erased_at  timestamptz not null default clock_timestamp(),
  erased_by  text        not null,
  reason     text        not null,
  removed    jsonb       not null,
  constraint erasures_have_a_reason check (length(btrim(reason)) between 5 and 500)
);
comment on table security.erasures is
  'Somebody was forgotten on request: when, by whom and why, and how many rows of what. Nothing here says who it was.';

-- A key that seals is replaced while we serve: what the old one sealed is opened and sealed again, column by column.
create table security.reseals (
  sealed_column text        not null,
  key_id        text        not null,
  after_key     text,
  passes        int         not null default 0,
  found         bigint      not null default 0,
  broken        bigint      not null default 0,
  resealed      bigint      not null default 0,
  started_at    timestamptz not null default clock_timestamp(),
  finished_at   timestamptz,
  primary key (sealed_column, key_id),
  constraint reseals_key_id_is_short check (length(key_id) between 1 and 32)
);
comment on table security.reseals is
  'Progress of sealing again under key_id, one row for each column of security.sealed_columns(). after_key: the last '
  'row looked at in this pass; found, broken: values under other keys in this pass, and those of them that no key of '
  'ours opens; resealed: written so far. Finished when a whole pass found nothing that could be opened.';

-- migrate:down
-- Forward only: a later migration corrects this one.
