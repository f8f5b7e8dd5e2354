-- migrate:up
-- People who sign in, what they may do and where, their sessions; and the phone numbers we know,
-- sealed: a keyed hash to look up, a ciphertext to send to, three digits to show.

create table security.users (
  user_id           bigint generated always as identity primary key,
  phone_hash        bytea not null unique,
  phone_sealed      bytea not null,
  phone_last3       text  not null,
  name_sealed       bytea,
  lang              text  not null default 'sw',
  password_salt     bytea,
  password_params   text,
  password_verifier bytea,
  failed_tries      int   not null default 0,
  locked_until      timestamptz,
  created_at        timestamptz not null default clock_timestamp(),
  disabled_at       timestamptz,
  constraint users_lang_is_known check (lang in ('sw', 'en')),
  constraint users_last3_is_three_digits check (phone_last3 ~ '^[0-9]{3}$'),
  constraint users_password_is_whole
    check (num_nonnulls(password_salt, password_params, password_verifier) in (0, 3))
);
comment on table security.users is 'One row a person who signs in. password_verifier = sha256 of the argon2id output that the web computes with password_salt and password_params; the database compares, so the web never holds the verifier and the verifier alone opens nothing.';

create table security.roles (
  role        text primary key,
  description text not null
);
comment on table security.roles is 'What a person can be. A role counts only where role_grants gives it a scope and a time.';
insert into security.roles (role, description) values
  ('passenger', 'Rides and pays'),
  ('crew', 'Drives or conducts a vehicle'),
  ('owner', 'Owns vehicles and their wallets'),
  ('sacco_admin', 'Runs a SACCO''s people and vehicles'),
  ('sacco_treasurer', 'Checks what a SACCO admin makes'),
  ('ops', 'Our operator: places suspense, retries, helps'),
  ('finance', 'Our finance officer: checks what ops makes'),
  ('auditor', 'Reads everything, changes nothing'),
  ('partner', 'A partner''s machine');

create table security.role_grants (
  grant_id   bigint generated always as identity primary key,
  user_id    bigint not null references security.users,
  role       text   not null references security.roles,
  scope_kind text   not null,
  scope_id   bigint,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  granted_by bigint references security.users,
  constraint role_grants_scope_is_known check (scope_kind in ('platform', 'sacco', 'owner', 'vehicle')),
  constraint role_grants_scope_is_whole check ((scope_kind = 'platform') = (scope_id is null)),
  constraint role_grants_end_after_start check (valid_to is null or valid_to > valid_from)
);
create index role_grants_by_user on security.role_grants (user_id, role);
comment on table security.role_grants is 'Who holds which role, within which scope (platform, or one SACCO, owner or vehicle), from when to when.';

create table security.sessions (
  session_hash   bytea primary key,
  user_id        bigint not null references security.users,
  created_at     timestamptz not null default clock_timestamp(),
  last_seen_at   timestamptz not null default clock_timestamp(),
  idle_expires_at timestamptz not null,
  expires_at     timestamptz not null,
  revoked_at     timestamptz,
  constraint sessions_hash_is_sha256 check (octet_length(session_hash) = 32)
);
create index sessions_by_user on security.sessions (user_id);
comment on table security.sessions is 'session_hash = sha256 of a random 256-bit token that only the browser holds: a row stolen from here opens nothing.';

create table security.phones (
  phone_hash    bytea primary key,
  phone_sealed  bytea not null,
  phone_last3   text  not null,
  lang          text  not null default 'sw',
  first_seen_at timestamptz not null default clock_timestamp(),
  constraint phones_hash_is_sha256 check (octet_length(phone_hash) = 32),
  constraint phones_lang_is_known check (lang in ('sw', 'en')),
  constraint phones_last3_is_three_digits check (phone_last3 ~ '^[0-9]{3}$')
);
comment on table security.phones is 'SIMs that dialled us themselves, so that a receipt can find them. phone_hash = HMAC(key, sha256-hex of 2547XXXXXXXX).';

create table security.settings (
  setting    text primary key,
  value      text not null,
  meaning    text not null
);
comment on table security.settings is 'Limits and thresholds, in words an operator understands. Changes are in audit.changes.';
insert into security.settings (setting, value, meaning) values
  ('ussd_min_cents', '1000', 'Smallest fare the USSD menu takes, in cents'),
  ('ussd_max_cents', '500000', 'Largest fare the USSD menu takes, in cents'),
  ('ussd_resume_seconds', '300', 'How long a dropped USSD session can be resumed'),
  ('push_wait_seconds', '90', 'How long after a push a redial does not start a second charge'),
  ('push_query_after_seconds', '60', 'How long to wait for a push result before asking the operator'),
  ('push_expire_seconds', '600', 'After how long an unanswered push is written off (late money is still taken)'),
  ('session_idle_minutes', '60', 'Sign-in ends after this long without a click'),
  ('session_absolute_hours', '12', 'Sign-in ends after this long in any case'),
  ('sign_in_tries', '5', 'Wrong passwords before a pause'),
  ('sign_in_pause_minutes', '15', 'How long that pause is');

create trigger trail_changes after insert or update or delete on security.users
  for each row execute function audit.trail_row_change('user_id', 'phone_hash', 'phone_sealed', 'name_sealed', 'password_salt', 'password_verifier');
create trigger trail_changes after insert or update or delete on security.role_grants
  for each row execute function audit.trail_row_change('grant_id');
create trigger trail_changes after insert or update or delete on security.settings
  for each row execute function audit.trail_row_change('setting');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
