-- migrate:up
-- Crews come in by the code on their door and a number of their own, on whatever phone is at hand; or by
-- a link that dies with the trip. A trip is from here on: who drove off with which vehicle, until when.

create table fleet.trips (
  trip_id    bigint generated always as identity primary key,
  vehicle_id bigint      not null references fleet.vehicles,
  opened_by  bigint      not null references security.users,
  opened_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null,
  closed_at  timestamptz,
  closed_as  text,
  constraint trips_end_after_start check (ends_at > opened_at and closed_at >= opened_at),
  constraint trips_closed_as_is_known check (closed_as in ('ended', 'next', 'expired')),
  constraint trips_close_is_whole check (num_nonnulls(closed_at, closed_as) in (0, 2))
);
create unique index trips_one_open on fleet.trips (vehicle_id) where closed_at is null;
create index trips_by_vehicle on fleet.trips (vehicle_id, opened_at desc);
comment on table fleet.trips is 'A vehicle on its way: one open trip a vehicle. ended: the crew said so; next: another one began; expired: at ends_at nobody had said anything.';
create trigger trail_changes after insert or update or delete on fleet.trips
  for each row execute function audit.trail_row_change('trip_id');

create table security.crew_pins (
  user_id  bigint primary key references security.users,
  key_id   text        not null,
  salt     bytea       not null,
  verifier bytea       not null,
  set_at   timestamptz not null default clock_timestamp(),
  constraint crew_pins_salt_is_long check (octet_length(salt) >= 16),
  constraint crew_pins_verifier_is_sha256 check (octet_length(verifier) = 32)
);
comment on table security.crew_pins is 'verifier = sha256(salt || HMAC of the five digits), by the look-up key named key_id, which is not in the database: a row stolen from here can''t be tried out, and two equal numbers look different.';

create table security.crew_sims (
  crew_sim_id   bigint generated always as identity primary key,
  phone_hash    bytea       not null,
  vehicle_id    bigint      not null references fleet.vehicles,
  user_id       bigint      not null references security.users,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at  timestamptz not null default clock_timestamp(),
  constraint crew_sims_hash_is_sha256 check (octet_length(phone_hash) = 32)
);
create index crew_sims_by_phone on security.crew_sims (phone_hash, vehicle_id);
comment on table security.crew_sims is 'Phones by which a vehicle''s crew has come in (user_id: who did last): known ones while that person is of the crew, whose tries are counted apart from those of strangers.';

create table security.pin_failures (
  failure_id bigint generated always as identity primary key,
  phone_hash bytea       not null,
  vehicle_id bigint      not null references fleet.vehicles,
  is_known   boolean     not null,
  failed_at  timestamptz not null,
  constraint pin_failures_hash_is_sha256 check (octet_length(phone_hash) = 32)
);
create index pin_failures_by_phone on security.pin_failures (phone_hash, failed_at);
create index pin_failures_by_vehicle on security.pin_failures (vehicle_id, failed_at) where not is_known;
comment on table security.pin_failures is 'Wrong numbers of crews, one row each; is_known: from a phone of that vehicle. Counted by phone, and for strangers by vehicle, too.';

create table security.trip_links (
  link_id   bigint generated always as identity primary key,
  trip_id   bigint      not null references fleet.trips,
  user_id   bigint      not null references security.users,
  link_hash bytea unique,
  openings  int         not null default 0,
  asked_at  timestamptz not null default clock_timestamp(),
  constraint trip_links_hash_is_sha256 check (octet_length(link_hash) = 32)
);
create index trip_links_by_trip on security.trip_links (trip_id);
comment on table security.trip_links is 'link_hash = sha256 of a random token that the worker draws as it sends the SMS; null: not sent yet. Opens the crew''s page of one trip, a few times, until the trip is over.';

-- Before the first release these tables are small and nobody waits for their locks.
-- squawk-ignore adding-foreign-key-constraint
alter table security.sessions add column trip_id bigint references fleet.trips;
comment on column security.sessions.trip_id is 'Opened by a trip''s link: good for the crew''s doors only, and only while that trip is open.';

alter table ussd.ussd_sessions add column secret_at int[] not null default '{}';
comment on column ussd.ussd_sessions.secret_at is 'Which of the answers in input were secret numbers: they are kept as a dash.';

-- What was typed as a crew's number: never the digits, one hash for each look-up key in force, newest first.
create type security.typed_pin as (
  key_ids text[],
  hashes  bytea[]
);
comment on type security.typed_pin is 'HMAC of five digits under each look-up key that the web holds, and the names of those keys.';

insert into security.settings (setting, value, least, most, meaning) values
  ('trip_hours', '6', 1, 24, 'A trip that nobody ends is over after this'),
  ('trip_link_openings', '3', 1, 20, 'How often one link to a trip can be opened'),
  ('pin_tries', '5', 3, 10, 'Wrong numbers of a crew from one phone before a pause'),
  ('pin_pause_minutes', '30', 5, 1440, 'How long that pause is'),
  ('pin_strangers_tries', '10', 5, 100, 'Wrong numbers for one vehicle in an hour from phones that its crew has never used');

-- These take what was typed as a number, too. They are made anew by the functions loaded next, in the same deploy.
-- squawk-ignore ban-drop-function
drop function if exists telco.dial_ussd(text, text, text, bytea, bytea, text, text, text);
-- squawk-ignore ban-drop-function
drop function if exists ussd.take_turn(ussd.ussd_sessions, text[], timestamptz);
-- squawk-ignore ban-drop-function
drop function if exists ussd.press(ussd.ussd_sessions, text, timestamptz);

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
