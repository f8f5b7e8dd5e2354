-- migrate:up
-- Texts and messages. The outbox row is written in the same transaction as its cause, so that nothing is sent that
-- did not happen, and nothing that happened stays unsent.

create table messaging.texts (
  key text primary key,
  sw  text not null,
  en  text not null,
  -- Made once and not at each message: to find the blanks costs fifteen times as much as to fill them.
  sw_format text generated always as
    (regexp_replace(replace(sw, '%', '%%'), '\{([0-9]+)\}', '%\1$s', 'g')) stored,
  en_format text generated always as
    (regexp_replace(replace(en, '%', '%%'), '\{([0-9]+)\}', '%\1$s', 'g')) stored
);
comment on table messaging.texts is
  'Every text on a phone, Kiswahili and English; loaded from db/functions/messaging/texts.csv. {1}, {2} … are '
  'filled in. sw_format and en_format: the same as format() takes it.';

create table messaging.outbox (
  outbox_id       bigint generated always as identity primary key,
  topic           text        not null,
  key             text        not null,
  payload         jsonb       not null,
  state           text        not null default 'ready',
  attempts        int         not null default 0,
  failures        int         not null default 0,
  next_attempt_at timestamptz not null default clock_timestamp(),
  lease_until     timestamptz,
  last_error      text,
  created_at      timestamptz not null default clock_timestamp(),
  unique (topic, key),
  constraint outbox_state_is_known check (state in ('ready', 'leased', 'dead')),
  constraint outbox_lease_is_whole check ((state = 'leased') = (lease_until is not null))
);
create index outbox_due on messaging.outbox (topic, next_attempt_at) where state = 'ready';
create index outbox_leases on messaging.outbox (lease_until) where state = 'leased';
create index outbox_dead on messaging.outbox (created_at) where state = 'dead';
comment on table messaging.outbox is
  'Work for the outside world: topic (sms, stk_push, stk_query …), key (once per topic), payload. attempts only grows '
  'and fences: a worker whose lease ran out can''t overwrite the report of the next one. failures counts since the '
  'last retry by hand; after as many as the setting outbox_tries the row is dead. Done rows move to outbox_done.';

create table messaging.outbox_done (
  outbox_id   bigint primary key,
  topic       text        not null,
  key         text        not null,
  attempts    int         not null,
  created_at  timestamptz not null,
  done_at     timestamptz not null default clock_timestamp(),
  provider_id text,
  outcome     text        not null default 'done',
  unique (topic, key),
  constraint outbox_done_outcome_is_known check (outcome in ('done', 'expired'))
);
create index outbox_done_by_provider_id on messaging.outbox_done (provider_id) where provider_id is not null;
comment on table messaging.outbox_done is
  'Outbox rows that were sent (done) or dropped because they outlived their use (expired), without their payload. '
  'provider_id: the gateway''s own id for it.';

create table messaging.deliveries (
  provider_id text primary key,
  status      text        not null,
  reason      text,
  reported_at timestamptz not null default clock_timestamp(),
  times_reported int      not null default 1
);
comment on table messaging.deliveries is 'Newest delivery report per message of the SMS gateway.';

create table messaging.inbound (
  provider_id text primary key,
  phone_hash  bytea,
  phone_last3 text,
  text_sealed bytea       not null,
  received_at timestamptz not null default clock_timestamp()
);
-- Finds a person's messages: to forget them and to tell what we hold.
create index inbound_by_phone on messaging.inbound (phone_hash);
comment on table messaging.inbound is 'SMS that people sent us, sealed.';

create table messaging.alarms (
  alarm_id   bigint generated always as identity primary key,
  kind       text        not null,
  subject    text        not null,
  detail     text        not null,
  raised_at  timestamptz not null default clock_timestamp(),
  times_raised int       not null default 1,
  acknowledged_at timestamptz,
  acknowledged_by text,
  acknowledged_reason text,
  unique (kind, subject),
  constraint alarms_acknowledged_with_a_reason
    check (num_nonnulls(acknowledged_at, acknowledged_by, acknowledged_reason) in (0, 3))
);
create index alarms_open on messaging.alarms (raised_at) where acknowledged_at is null;
comment on table messaging.alarms is
  'What staff must look at, once per kind and subject, until acknowledged with a reason. Each kind has a runbook in '
  'docs/runbooks.';
create trigger log_changes after update or delete on messaging.alarms
  for each row execute function audit.log_row_change('alarm_id');

-- migrate:down
-- Forward only: a later migration corrects this one.
