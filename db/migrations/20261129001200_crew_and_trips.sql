-- migrate:up
-- Crews sign in on any phone by the door code of their vehicle and their PIN; or by a link that ends with the trip. A
-- trip says who took which vehicle, until when.

create table fleet.trips (
  trip_id    bigint generated always as identity primary key,
  vehicle_id bigint      not null references fleet.vehicles,
  opened_by  bigint      not null references accounts.users,
  opened_at  timestamptz not null default clock_timestamp(),
  ends_at    timestamptz not null,
  closed_at  timestamptz,
  closed_as  text,
  route_id   bigint      references fleet.routes,
  word       text,
  next_seat  int         not null default 1,
  constraint trips_word_has_a_route check (word is null or route_id is not null),
  constraint trips_end_after_start check (ends_at > opened_at and closed_at >= opened_at),
  constraint trips_closed_as_is_known check (closed_as in ('ended', 'next', 'expired')),
  constraint trips_close_is_whole check (num_nonnulls(closed_at, closed_as) in (0, 2))
);
create unique index trips_one_open on fleet.trips (vehicle_id) where closed_at is null;
create index trips_by_vehicle on fleet.trips (vehicle_id, opened_at desc);
-- For the job that counts trips beside what their crews told.
create index trips_by_start on fleet.trips (opened_at);
create unique index trips_one_open_word on fleet.trips (route_id, word) where closed_at is null;
create index trips_by_route on fleet.trips (route_id, opened_at desc);
create index trips_by_word on fleet.trips (word, opened_at desc);
comment on table fleet.trips is
  'A vehicle on its way: at most one open trip for each vehicle. closed_as ended: the crew ended it; next: another one '
  'began; expired: it reached ends_at. route_id: the route on which it began. word: what passengers of this trip say '
  'with their number; null: none was free on the route. next_seat: the number that the next passenger gets.';
-- Not for each number that a passenger gets.
create trigger log_changes
  after insert or delete or update of vehicle_id, opened_by, opened_at, ends_at, closed_at, closed_as, route_id, word
  on fleet.trips
  for each row execute function audit.log_row_change('trip_id');

-- The crew's sessions were created before trips, which need accounts.users.
-- squawk-ignore adding-foreign-key-constraint, constraint-missing-not-valid
alter table accounts.sessions add foreign key (trip_id) references fleet.trips;

create table accounts.crew_pins (
  user_id  bigint primary key references accounts.users,
  key_id   text        not null,
  salt     bytea       not null,
  verifier bytea       not null,
  set_at   timestamptz not null default clock_timestamp(),
  constraint crew_pins_salt_is_long check (octet_length(salt) >= 16),
  constraint crew_pins_verifier_is_sha256 check (octet_length(verifier) = 32)
);
comment on table accounts.crew_pins is
  'The PIN of a crew member. verifier = sha256(salt || HMAC of the five digits), by the look-up key named '
  'key_id, which is not in the database: a stolen row can''t be tried out, and two equal numbers look different.';

create table accounts.crew_sims (
  crew_sim_id   bigint generated always as identity primary key,
  phone_hash    bytea       not null,
  vehicle_id    bigint      not null references fleet.vehicles,
  user_id       bigint      not null references accounts.users,
  first_seen_at timestamptz not null default clock_timestamp(),
  last_seen_at  timestamptz not null default clock_timestamp(),
  constraint crew_sims_hash_is_sha256 check (octet_length(phone_hash) = 32)
);
create index crew_sims_by_phone on accounts.crew_sims (phone_hash, vehicle_id);
comment on table accounts.crew_sims is
  'Phones by which a vehicle''s crew has signed in (user_id: who did last). While that person is of the crew the '
  'phone is known, and its tries are counted apart from those of unknown callers.';

create table accounts.pin_failures (
  failure_id bigint generated always as identity primary key,
  phone_hash bytea       not null,
  vehicle_id bigint      not null references fleet.vehicles,
  is_known   boolean     not null,
  failed_at  timestamptz not null,
  constraint pin_failures_hash_is_sha256 check (octet_length(phone_hash) = 32)
);
create index pin_failures_by_phone on accounts.pin_failures (phone_hash, failed_at);
create index pin_failures_by_vehicle on accounts.pin_failures (vehicle_id, failed_at) where not is_known;
comment on table accounts.pin_failures is
  'Wrong PINs of crews, one row each; is_known: from a phone of that vehicle. Counted by phone, and for unknown phones '
  'also by vehicle.';

create table accounts.trip_links (
  link_id   bigint generated always as identity primary key,
  trip_id   bigint      not null references fleet.trips,
  user_id   bigint      not null references accounts.users,
  link_hash bytea unique,
  openings  int         not null default 0,
  asked_at  timestamptz not null default clock_timestamp(),
  constraint trip_links_hash_is_sha256 check (octet_length(link_hash) = 32)
);
create index trip_links_by_trip on accounts.trip_links (trip_id);
comment on table accounts.trip_links is
  'Links that open the crew''s page of one trip, a few times, until the trip is over. link_hash = sha256 of a random '
  'token that the worker generates when it sends the SMS; null: not sent yet.';

-- A typed PIN is never kept in digits: there is one hash for each look-up key, newest key first.
create type accounts.typed_pin as (
  key_ids text[],
  hashes  bytea[]
);
comment on type accounts.typed_pin is
  'HMAC of five digits under the look-up key that the web holds, and the name of that key; arrays of one.';

-- migrate:down
-- Forward only: a later migration corrects this one.
