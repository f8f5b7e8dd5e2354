-- migrate:up
-- SACCOs, owners, vehicles, the numbers on their doors, routes with stages and prices.

create table fleet.saccos (
  sacco_id bigint generated always as identity primary key,
  name     text not null unique,
  currency text not null default 'KES',
  constraint saccos_currency_is_a_code check (currency ~ '^[A-Z]{3}$')
);
comment on table fleet.saccos is 'A SACCO runs routes with its members'' vehicles. It is also the shard: no fare reads across two.';

create table fleet.owners (
  owner_id   bigint generated always as identity primary key,
  name       text not null,
  created_at timestamptz not null default clock_timestamp()
);
comment on table fleet.owners is 'Who owns vehicles and the money in their wallets: a person or a business, under its trade name.';

create table fleet.sacco_memberships (
  membership_id bigint generated always as identity primary key,
  sacco_id   bigint not null references fleet.saccos,
  owner_id   bigint not null references fleet.owners,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  constraint sacco_memberships_end_after_start check (valid_to is null or valid_to > valid_from)
);
create unique index sacco_memberships_one_open on fleet.sacco_memberships (sacco_id, owner_id) where valid_to is null;
comment on table fleet.sacco_memberships is 'Which owner belongs to which SACCO, from when to when.';

create table fleet.routes (
  route_id bigint generated always as identity primary key,
  sacco_id bigint not null references fleet.saccos,
  number   text   not null,
  corridor text   not null,
  unique (sacco_id, number)
);
comment on table fleet.routes is 'A SACCO''s route: its public number (46, 17B) and corridor.';

create table fleet.stages (
  stage_id bigint generated always as identity primary key,
  route_id bigint not null references fleet.routes,
  position int    not null,
  name     text   not null,
  unique (route_id, position),
  constraint stages_name_fits_a_menu check (length(name) between 1 and 20)
);
comment on table fleet.stages is 'Stops along a route in order; position 1 is where the trip starts.';

create table fleet.fare_bands (
  route_id  bigint not null references fleet.routes,
  starts_at time   not null,
  ends_at   time   not null,
  primary key (route_id, starts_at),
  constraint fare_bands_end_after_start check (ends_at > starts_at)
);
comment on table fleet.fare_bands is 'Local hours of a route that are peak; all other hours are off-peak.';

create table fleet.rain_switches (
  route_id   bigint not null references fleet.routes,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  primary key (route_id, valid_from),
  constraint rain_switches_end_after_start check (valid_to > valid_from)
);
comment on table fleet.rain_switches is 'Times for which a SACCO switched a route to the rain price.';

create table fleet.stage_fares (
  stage_fare_id  bigint generated always as identity primary key,
  stage_id       bigint not null references fleet.stages,
  band           text   not null,
  amount_cents   bigint not null,
  effective_from timestamptz not null,
  unique (stage_id, band, effective_from),
  constraint stage_fares_band_is_known check (band in ('off_peak', 'peak', 'rain')),
  constraint stage_fares_amount_is_positive check (amount_cents > 0)
);
comment on table fleet.stage_fares is 'Price of one seat to a stage, in cents, by band, from a moment on. Never edited: a new price is a new row.';

create table fleet.vehicles (
  vehicle_id    bigint generated always as identity primary key,
  sacco_id      bigint not null references fleet.saccos,
  route_id      bigint not null references fleet.routes,
  plate         text   not null unique,
  seats         int    not null,
  state         text   not null default 'active',
  registered_at timestamptz not null default clock_timestamp(),
  constraint vehicles_plate_is_normal check (plate ~ '^K[A-HJ-NP-Z]{2} [0-9]{3}[A-HJ-NP-Z]?$'),
  constraint vehicles_seats_are_real check (seats between 1 and 100),
  constraint vehicles_state_is_known check (state in ('active', 'closed'))
);
comment on table fleet.vehicles is 'plate is kept as people read it: KZZ 001A. closed: no longer takes fares (scrapped, left the SACCO).';

create table fleet.vehicle_owners (
  vehicle_id bigint not null references fleet.vehicles,
  owner_id   bigint not null references fleet.owners,
  valid_from timestamptz not null,
  valid_to   timestamptz,
  primary key (vehicle_id, valid_from),
  constraint vehicle_owners_end_after_start check (valid_to is null or valid_to > valid_from)
);
create unique index vehicle_owners_one_open on fleet.vehicle_owners (vehicle_id) where valid_to is null;
create index vehicle_owners_by_owner on fleet.vehicle_owners (owner_id);
comment on table fleet.vehicle_owners is 'Who owned a vehicle when. A sale closes one row and opens another; money already earned stays with the seller.';

create table fleet.door_codes (
  door_code  text not null,
  vehicle_id bigint not null references fleet.vehicles,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  primary key (door_code, valid_from),
  constraint door_codes_are_digits check (door_code ~ '^[0-9]{3,6}$'),
  constraint door_codes_end_after_start check (valid_to is null or valid_to > valid_from)
);
create unique index door_codes_one_open on fleet.door_codes (door_code) where valid_to is null;
create unique index door_codes_one_a_vehicle on fleet.door_codes (vehicle_id) where valid_to is null;
comment on table fleet.door_codes is 'The number on the door sticker; its last digit is a Damm check digit. Not issued again within 24 h of being freed.';

create table fleet.pilot_entries (
  pilot_entry_id bigint generated always as identity primary key,
  kind       text not null,
  vehicle_id bigint references fleet.vehicles,
  route_id   bigint references fleet.routes,
  phone_hash bytea,
  valid_from timestamptz not null default clock_timestamp(),
  valid_to   timestamptz,
  constraint pilot_entries_name_one_thing check (
    case kind when 'vehicle' then vehicle_id is not null and num_nonnulls(route_id, phone_hash) = 0
              when 'route'   then route_id is not null and num_nonnulls(vehicle_id, phone_hash) = 0
              when 'sim'     then phone_hash is not null and num_nonnulls(vehicle_id, route_id) = 0
              else false end)
);
comment on table fleet.pilot_entries is 'Who is in the pilot. No vehicle or route listed: every vehicle is; no SIM listed: every SIM is.';

create trigger trail_changes after insert or update or delete on fleet.saccos
  for each row execute function audit.trail_row_change('sacco_id');
create trigger trail_changes after insert or update or delete on fleet.owners
  for each row execute function audit.trail_row_change('owner_id');
create trigger trail_changes after insert or update or delete on fleet.sacco_memberships
  for each row execute function audit.trail_row_change('membership_id');
create trigger trail_changes after insert or update or delete on fleet.routes
  for each row execute function audit.trail_row_change('route_id');
create trigger trail_changes after insert or update or delete on fleet.stages
  for each row execute function audit.trail_row_change('stage_id');
create trigger trail_changes after insert or update or delete on fleet.fare_bands
  for each row execute function audit.trail_row_change('route_id,starts_at');
create trigger trail_changes after insert or update or delete on fleet.rain_switches
  for each row execute function audit.trail_row_change('route_id,valid_from');
create trigger trail_changes after insert or update or delete on fleet.stage_fares
  for each row execute function audit.trail_row_change('stage_fare_id');
create trigger trail_changes after insert or update or delete on fleet.vehicles
  for each row execute function audit.trail_row_change('vehicle_id');
create trigger trail_changes after insert or update or delete on fleet.vehicle_owners
  for each row execute function audit.trail_row_change('vehicle_id,valid_from');
create trigger trail_changes after insert or update or delete on fleet.door_codes
  for each row execute function audit.trail_row_change('door_code,valid_from');
create trigger trail_changes after insert or update or delete on fleet.pilot_entries
  for each row execute function audit.trail_row_change('pilot_entry_id', 'phone_hash');

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
