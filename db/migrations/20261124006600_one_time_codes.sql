-- migrate:up
-- One-time codes by SMS: six digits for one purpose, one amount and one destination, for five minutes.

create table security.one_time_codes (
  code_id      bigint generated always as identity primary key,
  user_id      bigint      not null references security.users,
  purpose      text        not null,
  amount_cents bigint,
  destination  text,
  code_hash    bytea       not null,
  tries        int         not null default 0,
  sent_at      timestamptz not null default clock_timestamp(),
  expires_at   timestamptz not null,
  used_at      timestamptz,
  constraint one_time_codes_purpose_is_a_word check (purpose ~ '^[a-z]+(_[a-z]+)*$'),
  constraint one_time_codes_hash_is_hmac check (octet_length(code_hash) = 32),
  constraint one_time_codes_amount_positive check (amount_cents > 0)
);
create index one_time_codes_by_user on security.one_time_codes (user_id, sent_at);
comment on table security.one_time_codes is 'code_hash = HMAC of the six digits, by a key that is not in the database: a row stolen from here can''t be tried out. tries counts guesses from anywhere. The newest code of a purpose is the only one that is right, and only for its amount and destination.';

insert into security.settings (setting, value, meaning) values
  ('code_minutes', '5', 'How long a one-time code by SMS is good'),
  ('code_tries', '5', 'Guesses at one-time codes of one purpose while one is good, from anywhere together'),
  ('codes_a_minute', '1', 'One-time codes sent to one person in a minute'),
  ('codes_an_hour', '5', 'One-time codes sent to one person in an hour');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
