-- migrate:up
-- Browsers that a person has signed in with before. A new one is told to the person; an old one keeps
-- its own count of wrong passwords, so that a stranger's guesses can't lock the person out.

create table security.devices (
  device_id     bigint generated always as identity primary key,
  user_id       bigint      not null references security.users,
  device_hash   bytea       not null,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at  timestamptz not null default clock_timestamp(),
  failed_tries  int         not null default 0,
  locked_until  timestamptz,
  unique (user_id, device_hash),
  constraint devices_hash_is_sha256 check (octet_length(device_hash) = 32)
);
comment on table security.devices is 'device_hash = sha256 of a random 256-bit token in a cookie of its own that outlives sessions. It opens nothing: it only says that a password was right here before.';

-- Before the first release this table is small and nobody waits for its lock.
-- squawk-ignore adding-foreign-key-constraint
alter table security.sessions add column device_id bigint references security.devices;
comment on column security.sessions.device_id is 'Where the session was opened; first_seen_at there says whether the device is new.';

-- The door asks for the device, too. It is made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists owners.sign_in(bytea, bytea, bytea, bytea);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
