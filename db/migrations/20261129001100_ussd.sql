-- migrate:up
-- A passenger's way through the menu. The state machine is in the database, so that any web process can answer the next
-- key.

create table ussd.ussd_sessions (
  session_id   text primary key,
  phone_hash   bytea       not null references privacy.phones,
  service_code text        not null,
  network      text,
  lang         text        not null,
  state        text        not null,
  context      jsonb       not null default '{}',
  input        text        not null default '',
  reply        text,
  hops         int         not null default 0,
  started_at   timestamptz not null default clock_timestamp(),
  last_at      timestamptz not null default clock_timestamp(),
  ended_at     timestamptz,
  end_status   text,
  payment_ref  text,
  secret_at    int[]       not null default '{}',
  dialled      text        not null default '',
  constraint ussd_sessions_id_is_short check (length(session_id) between 1 and 128),
  constraint ussd_sessions_lang_is_known check (lang in ('sw', 'en'))
);
create index ussd_sessions_open on ussd.ussd_sessions (last_at) where ended_at is null;
-- The figures of the last minutes.
create index ussd_sessions_by_start on ussd.ussd_sessions (started_at);
create index ussd_sessions_by_phone on ussd.ussd_sessions (phone_hash, last_at desc);
comment on table ussd.ussd_sessions is
  'One row for each gateway session. input: all keys so far (cumulative gateways repeat them, so a repeated step is '
  'recognised and gets the same reply again); context: choices made; state: the screen being shown.';
comment on column ussd.ussd_sessions.secret_at is 'Positions in input of PINs, which are replaced by a dash.';
comment on column ussd.ussd_sessions.dialled is
  'Our service code as this gateway puts it before the answers (384*46, 46); no part of input. +4628: '
  'answers that stand in its service code only. Empty: neither.';

-- migrate:down
-- Forward only: a later migration corrects this one.
