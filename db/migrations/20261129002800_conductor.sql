-- migrate:up
-- The conductor's day: cash that the crew tells, shadow mode until a route goes live, what is stopped at once, and
-- promises while M-Pesa is silent. None of these rows is money: the ledger holds what was paid.

create table fares.cash_tallies (
  tally_id      bigint generated always as identity primary key,
  trip_id       bigint      not null references fleet.trips,
  vehicle_id    bigint      not null references fleet.vehicles,
  seats         int,
  cents         bigint      not null,
  digital_cents bigint,
  told_by       bigint      not null references accounts.users,
  told_at       timestamptz not null default clock_timestamp(),
  constraint cash_tallies_seats_are_real check (seats between 1 and 200),
  constraint cash_tallies_amounts_are_real
    check (cents between 0 and 10000000 and digital_cents between 0 and 10000000)
);
create index cash_tallies_by_trip on fares.cash_tallies (trip_id, tally_id);
comment on table fares.cash_tallies is
  'What a crew says of a trip: cents in cash, for how many seats (null: not said), and in shadow mode digital_cents: '
  'what it counted as paid by Lipa Fare. Told by the crew, not in the ledger. The newest row of a trip counts; each '
  'correction is a row and stays.';
create trigger guard_append_only before update or delete or truncate on fares.cash_tallies
  for each statement execute function fares.guard_append_only();
alter table fares.cash_tallies enable always trigger guard_append_only;
create trigger log_changes after insert on fares.cash_tallies
  for each row execute function audit.log_row_change('tally_id');

create table fares.trip_counts (
  trip_id      bigint primary key references fleet.trips,
  vehicle_id   bigint      not null references fleet.vehicles,
  route_id     bigint      not null references fleet.routes,
  business_on  date        not null,
  mode         text        not null,
  fares        int         not null,
  system_cents bigint      not null,
  cash_cents   bigint,
  told_cents   bigint,
  counted_at   timestamptz not null,
  constraint trip_counts_mode_is_known check (mode in ('none', 'shadow', 'live'))
);
create index trip_counts_by_vehicle on fares.trip_counts (vehicle_id, business_on);
create index trip_counts_by_route on fares.trip_counts (route_id, business_on) where mode = 'shadow';
create index trip_counts_by_day on fares.trip_counts (business_on);
comment on table fares.trip_counts is
  'Trips that are over: what the system has (fares, system_cents) beside what the crew told: cash_cents, and '
    'told_cents '
  '(paid by Lipa Fare by its own count; null: not told). mode: of its vehicle as it began. Counted by '
  'fares.count_trips, again when the crew corrects and after the day. A figure to compare, no money.';

create table fares.shadow_modes (
  shadow_mode_id bigint generated always as identity primary key,
  route_id   bigint references fleet.routes,
  vehicle_id bigint references fleet.vehicles,
  mode       text        not null,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  made_by    bigint      not null references accounts.users,
  constraint shadow_modes_name_one_thing check (num_nonnulls(route_id, vehicle_id) = 1),
  constraint shadow_modes_mode_is_known check (mode in ('shadow', 'live')),
  constraint shadow_modes_end_after_start check (valid_to >= valid_from)
);
create unique index shadow_modes_one_a_route on fares.shadow_modes (route_id) where valid_to is null;
create unique index shadow_modes_one_a_vehicle on fares.shadow_modes (vehicle_id) where valid_to is null;
comment on table fares.shadow_modes is
  'Whether a route or a vehicle is in shadow mode (its crews also count by themselves, and both counts are compared) '
    'or '
  'live (all cashless), from when to when. A vehicle''s row stands above its route''s. No row: neither. Fares are '
  'posted the same in all.';
create trigger log_changes after insert or update or delete on fares.shadow_modes
  for each row execute function audit.log_row_change('shadow_mode_id');

create table fleet.pilot_stops (
  stop_id    bigint generated always as identity primary key,
  kind       text        not null,
  vehicle_id bigint references fleet.vehicles,
  route_id   bigint references fleet.routes,
  phone_hash bytea,
  stopped_by bigint      not null references accounts.users,
  stopped_at timestamptz not null default clock_timestamp(),
  ended_by   bigint references accounts.users,
  ended_at   timestamptz,
  constraint pilot_stops_name_one_thing check (
    case kind when 'vehicle' then vehicle_id is not null and num_nonnulls(route_id, phone_hash) = 0
              when 'route'   then route_id is not null and num_nonnulls(vehicle_id, phone_hash) = 0
              when 'sim'     then phone_hash is not null and num_nonnulls(vehicle_id, route_id) = 0
              else false end),
  constraint pilot_stops_end_is_whole check (num_nonnulls(ended_by, ended_at) in (0, 2)),
  constraint pilot_stops_phone_is_a_hash check (octet_length(phone_hash) = 32)
);
create unique index pilot_stops_one_open on fleet.pilot_stops
  (kind, coalesce(vehicle_id, route_id, 0), coalesce(phone_hash, '')) where ended_at is null;
create index pilot_stops_by_phone on fleet.pilot_stops (phone_hash) where phone_hash is not null;
comment on table fleet.pilot_stops is
  'Vehicles, routes and SIMs that one member of staff switched off: no fare is taken until the stop ends, whatever the '
  'pilot lists say.';
create trigger log_changes after insert or update or delete on fleet.pilot_stops
  for each row execute function audit.log_row_change('stop_id', 'phone_hash');

create table fares.grace_periods (
  grace_id   bigint generated always as identity primary key,
  started_at timestamptz not null,
  started_by bigint references accounts.users,
  reason     text,
  missed     int,
  ended_at   timestamptz,
  ended_by   bigint references accounts.users,
  end_reason text,
  constraint grace_periods_end_after_start check (ended_at >= started_at),
  constraint grace_periods_person_says_why
    check ((started_by is null or reason is not null) and (ended_by is null or end_reason is not null))
);
create unique index grace_periods_one_open on fares.grace_periods ((true)) where ended_at is null;
comment on table fares.grace_periods is
  'Times in which M-Pesa''s messages did not come: crews may write down promises. started_by, ended_by null: by the '
  'system, from the messages of all vehicles; missed: how many should have come by then. A person says why.';
create trigger log_changes after insert or update or delete on fares.grace_periods
  for each row execute function audit.log_row_change('grace_id');

create table fares.promises (
  promise_id bigint generated always as identity primary key,
  grace_id   bigint      not null references fares.grace_periods,
  trip_id    bigint      not null references fleet.trips,
  vehicle_id bigint      not null references fleet.vehicles,
  last3      text        not null,
  cents      bigint      not null,
  state      text        not null default 'open',
  receipt    text unique,
  told_by    bigint      not null references accounts.users,
  told_at    timestamptz not null default clock_timestamp(),
  ended_at   timestamptz,
  constraint promises_last3_is_three_digits check (last3 ~ '^[0-9]{3}$'),
  constraint promises_amount_is_positive check (cents > 0),
  constraint promises_state_is_known check (state in ('open', 'cleared', 'withdrawn', 'lapsed')),
  constraint promises_cleared_by_a_receipt check ((state = 'cleared') = (receipt is not null)),
  constraint promises_end_is_whole check ((state = 'open') = (ended_at is null))
);
create index promises_open on fares.promises (vehicle_id, last3) where state = 'open';
create index promises_by_vehicle on fares.promises (vehicle_id, told_at);
create index promises_by_grace on fares.promises (grace_id);
comment on table fares.promises is
  'Passengers who rode while M-Pesa was silent and say that they have paid: the last three digits and the amount, '
  'written down by the crew. cleared: the fare with that receipt came late; withdrawn: by the crew; lapsed: none '
    'came in '
  'promise_hours. No money, and nobody''s debt.';
create trigger log_changes after insert or update or delete on fares.promises
  for each row execute function audit.log_row_change('promise_id');

insert into config.settings (setting, value, least, most) values
  ('golive_days', '3', 1, 30),
  ('golive_tallied_percent', '95', 50, 100),
  ('shift_end_minutes', '60', 5, 720),
  ('grace_after_minutes', '6', 2, 120),
  ('promise_hours', '48', 1, 168);

-- migrate:down
-- Forward only: a later migration corrects this one.
