-- migrate:up
-- People who sign in, with their devices, second factors, codes and sessions; and the phone numbers we know. A number
-- is sealed: a keyed hash to look it up, a ciphertext to send to, three digits to show.

create table accounts.users (
  user_id           bigint generated always as identity primary key,
  phone_hash        bytea not null unique,
  phone_sealed      bytea not null,
  phone_last3       text  not null,
  name_sealed       bytea,
  lang              text  not null default 'sw',
  introduced_in     bigint references fleet.saccos,
  password_salt     bytea,
  password_params   text,
  password_verifier bytea,
  failed_tries      int   not null default 0,
  locked_until      timestamptz,
  created_at        timestamptz not null default clock_timestamp(),
  disabled_at       timestamptz,
  disabled_by       bigint constraint users_disabler_is_known references accounts.users,
  disabled_why      text,
  constraint users_phone_is_a_hash check (octet_length(phone_hash) = 32),
  constraint users_last3_is_three_digits check (phone_last3 ~ '^[0-9]{3}$'),
  constraint users_lang_is_known check (lang in ('sw', 'en')),
  constraint users_password_is_whole
    check (num_nonnulls(password_salt, password_params, password_verifier) in (0, 3)),
  constraint users_disabled_for_a_reason
    check (num_nonnulls(disabled_by, disabled_why) in (0, 2) and (disabled_at is not null or disabled_by is null))
);
comment on table accounts.users is
  'One row for each person: one phone, one account. password_verifier = sha256 of the argon2id output that the web '
  'computes with password_salt and password_params. The database compares, so the web never holds the verifier, and '
  'nobody can sign in with the verifier alone.';
comment on column accounts.users.introduced_in is
  'The SACCO whose admin first entered this person, with the name; null: our staff did. Another SACCO sees the name '
  'once the person holds a role there (access.known_to_saccos).';
comment on column accounts.users.disabled_at is
  'Disabled since; null: not. By staff (accounts.disable_person), or because the account was emptied '
  '(accounts.erase_account, no disabled_by).';
create trigger log_changes after insert or update or delete on accounts.users
  for each row execute function audit.log_row_change(
    'user_id', 'phone_hash', 'phone_sealed', 'name_sealed', 'password_salt', 'password_verifier');

create table privacy.phones (
  phone_hash    bytea primary key,
  phone_sealed  bytea not null,
  phone_last3   text  not null,
  lang          text  not null default 'sw',
  first_seen_at timestamptz not null default clock_timestamp(),
  constraint phones_hash_is_sha256 check (octet_length(phone_hash) = 32),
  constraint phones_lang_is_known check (lang in ('sw', 'en')),
  constraint phones_last3_is_three_digits check (phone_last3 ~ '^[0-9]{3}$')
);
comment on table privacy.phones is
  'SIMs that dialled us themselves, so that we can send them a receipt. phone_hash = HMAC(key, sha256-hex of '
  '2547XXXXXXXX).';

create table accounts.devices (
  device_id       bigint generated always as identity primary key,
  user_id         bigint      not null references accounts.users,
  device_hash     bytea       not null,
  first_seen_at   timestamptz not null default clock_timestamp(),
  last_seen_at    timestamptz not null default clock_timestamp(),
  first_proved_at timestamptz,
  failed_tries    int         not null default 0,
  locked_until    timestamptz,
  unique (user_id, device_hash),
  constraint devices_hash_is_sha256 check (octet_length(device_hash) = 32)
);
comment on table accounts.devices is
  'Browsers that a person has signed in with. We tell the person about a new one. Each counts its own wrong '
  'passwords, so that an unknown caller''s guesses can''t lock the person out. device_hash = sha256 of a random '
  '256-bit token in a cookie that outlives sessions; it only shows that a password was right here before.';
comment on column accounts.devices.first_proved_at is
  'When the second factor was first used here; null: never. The device counts as new from then on, else from '
  'first_seen_at: somebody who has only the password must not be able to wait until it counts as old.';

create table accounts.second_factors (
  user_id       bigint primary key references accounts.users,
  secret_sealed bytea       not null,
  offered_at    timestamptz not null default clock_timestamp(),
  confirmed_at  timestamptz,
  last_step     bigint      not null default 0,
  failed_tries  int         not null default 0,
  locked_until  timestamptz,
  constraint second_factors_step_not_negative check (last_step >= 0)
);
comment on table accounts.second_factors is
  'The secret from which a person''s app makes codes (RFC 6238), sealed by the web. last_step: the half minute whose '
  'code was last accepted; that code and earlier ones are never accepted again. confirmed_at null: shown to the '
  'person, who has not yet typed a code from it.';

create table accounts.recovery_codes (
  user_id   bigint      not null references accounts.users,
  code_hash bytea       not null,
  made_at   timestamptz not null default clock_timestamp(),
  primary key (user_id, code_hash),
  constraint recovery_codes_hash_is_sha256 check (octet_length(code_hash) = 32)
);
comment on table accounts.recovery_codes is
  'sha256 of random 80-bit codes that a person keeps for the case that the phone is lost. A code is deleted when it '
  'is used.';

create table accounts.one_time_codes (
  code_id      bigint generated always as identity primary key,
  user_id      bigint      not null references accounts.users,
  purpose      text        not null,
  amount_cents bigint,
  destination  text,
  asked_from   bigint references accounts.devices on delete cascade,
  code_hash    bytea       not null,
  tries        int         not null default 0,
  tried_at     timestamptz,
  sent_at      timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  used_at      timestamptz,
  constraint one_time_codes_purpose_is_a_word check (purpose ~ '^[a-z]+(_[a-z]+)*$'),
  constraint one_time_codes_hash_is_hmac check (octet_length(code_hash) = 32),
  constraint one_time_codes_tries_have_a_time check (tries = 0 or tried_at is not null),
  constraint one_time_codes_amount_positive check (amount_cents > 0)
);
create index one_time_codes_by_user on accounts.one_time_codes (user_id, sent_at);
create index one_time_codes_by_try on accounts.one_time_codes (tried_at) where tried_at is not null;
comment on table accounts.one_time_codes is
  'One-time codes by SMS: six digits for one purpose, amount and destination, for a few minutes. code_hash = HMAC of '
  'the digits with a key that is not in the database, so a stolen row can''t be tried out. tries counts wrong '
  'guesses from anywhere, tried_at is the time of the last one. Only the newest code of a purpose is right.';
comment on column accounts.one_time_codes.asked_from is
  'The known browser that asked for the code, and in which alone it is right; null: any browser that is not known. So '
  'an unknown caller who asks or guesses does not use up the person''s own tries.';

create table accounts.sessions (
  session_hash    bytea primary key,
  user_id         bigint not null references accounts.users,
  device_id       bigint references accounts.devices,
  trip_id         bigint,
  created_at      timestamptz not null default clock_timestamp(),
  last_seen_at    timestamptz not null default clock_timestamp(),
  idle_expires_at timestamptz not null,
  expires_at      timestamptz not null,
  revoked_at      timestamptz,
  proved_at       timestamptz,
  may_enrol_until timestamptz,
  constraint sessions_hash_is_sha256 check (octet_length(session_hash) = 32)
);
create index sessions_by_user on accounts.sessions (user_id);
-- Finds where a person is signed in, to show it and to end it.
create index sessions_by_device on accounts.sessions (device_id) where device_id is not null;
comment on table accounts.sessions is
  'Sign-ins. session_hash = sha256 of a random 256-bit token that only the browser holds, so a stolen row opens '
  'nothing.';
comment on column accounts.sessions.device_id is
  'Where the session was opened; first_seen_at there says whether the device is new.';
comment on column accounts.sessions.trip_id is
  'Opened by a trip''s link: only good for API functions of the crew, and only while that trip is open.';
comment on column accounts.sessions.proved_at is
  'When the second factor was last used in this session; null: never. Where one is required, a session without it '
  'opens only the page that asks for it.';
comment on column accounts.sessions.may_enrol_until is
  'Until when this session may set up an app: a code by SMS, a recovery code or a code from the old app was right in '
  'it. Null: none was.';

-- migrate:down
-- Forward only: a later migration corrects this one.
