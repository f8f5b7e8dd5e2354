-- migrate:up
-- SACCOs, owners, vehicles with their door codes, routes with their stages and prices. Names that reach phones hold
-- only letters of one SMS segment: messaging.gsm_text brings them into that form.

create table fleet.saccos (
  sacco_id bigint generated always as identity primary key,
  name     text not null unique,
  currency text not null default 'KES',
  constraint saccos_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint saccos_name_fits_an_sms check (name !~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]')
);
comment on table fleet.saccos is
  'A SACCO runs routes with its members'' vehicles. It is also the shard: no fare reads across two.';
create trigger log_changes after insert or update or delete on fleet.saccos
  for each row execute function audit.log_row_change('sacco_id');

create table fleet.owners (
  owner_id         bigint generated always as identity primary key,
  name             text not null,
  phone_hash       bytea unique,
  phone_sealed     bytea,
  phone_last3      text,
  id_number_sealed bytea,
  created_at timestamptz not null default clock_timestamp(),
  constraint owners_phone_is_whole check (num_nonnulls(phone_hash, phone_sealed, phone_last3) in (0, 3)),
  constraint owners_phone_is_a_hash check (octet_length(phone_hash) = 32),
  constraint owners_last3_is_three_digits check (phone_last3 ~ '^[0-9]{3}$')
);
comment on table fleet.owners is
  'Who owns vehicles and the money in their wallets: a person or a business, under its trade name. One phone, one '
  'owner; names repeat. Phone and id number are sealed.';
create trigger log_changes after insert or update or delete on fleet.owners
  for each row execute function audit.log_row_change('owner_id', 'phone_hash', 'phone_sealed', 'id_number_sealed');

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
create trigger log_changes after insert or update or delete on fleet.sacco_memberships
  for each row execute function audit.log_row_change('membership_id');

create table fleet.routes (
  route_id bigint generated always as identity primary key,
  sacco_id bigint not null references fleet.saccos,
  number   text   not null,
  corridor text   not null,
  unique (sacco_id, number),
  constraint routes_number_fits_an_sms
    check (length(number) between 1 and 12 and number !~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]')
);
comment on table fleet.routes is 'A SACCO''s route: its public number (46, 17B) and corridor.';
create trigger log_changes after insert or update or delete on fleet.routes
  for each row execute function audit.log_row_change('route_id');

create table fleet.stages (
  stage_id bigint generated always as identity primary key,
  route_id bigint not null references fleet.routes,
  position int    not null,
  name     text   not null,
  unique (route_id, position),
  constraint stages_name_fits_a_menu check (length(name) between 1 and 20),
  constraint stages_name_fits_an_sms check (name !~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]')
);
comment on table fleet.stages is 'Stops along a route in order; position 1 is where the trip starts.';
create trigger log_changes after insert or update or delete on fleet.stages
  for each row execute function audit.log_row_change('stage_id');

create table fleet.fare_bands (
  route_id  bigint not null references fleet.routes,
  starts_at time   not null,
  ends_at   time   not null,
  primary key (route_id, starts_at),
  constraint fare_bands_end_after_start check (ends_at > starts_at)
);
comment on table fleet.fare_bands is 'Local hours of a route that are peak; all other hours are off-peak.';
create trigger log_changes after insert or update or delete on fleet.fare_bands
  for each row execute function audit.log_row_change('route_id,starts_at');

create table fleet.rain_switches (
  route_id   bigint not null references fleet.routes,
  valid_from timestamptz not null,
  valid_to   timestamptz not null,
  made_by    bigint,
  primary key (route_id, valid_from),
  constraint rain_switches_end_after_start check (valid_to > valid_from)
);
comment on table fleet.rain_switches is
  'Times for which an official of the SACCO (made_by) switched a route to the rain price. It ends by itself.';
create trigger log_changes after insert or update or delete on fleet.rain_switches
  for each row execute function audit.log_row_change('route_id,valid_from');

create table fleet.fare_events (
  event_id  bigint generated always as identity primary key,
  route_id  bigint not null references fleet.routes,
  name      text   not null,
  starts_at timestamptz not null,
  ends_at   timestamptz not null,
  ended_at  timestamptz,
  constraint fare_events_end_after_start check (ends_at > starts_at),
  constraint fare_events_name_fits_an_sms
    check (length(name) between 3 and 20 and name !~ '[^ !"#$%&''()*+,./0-9:;<=>?@A-Z_a-z-]'),
  -- One at a time on a route; what was ended early leaves the rest of its time free.
  constraint fare_events_one_at_a_time exclude using gist (int8range(route_id, route_id, '[]') with &&,
    tstzrange(starts_at, case when ended_at is null then ends_at
                              else greatest(starts_at, least(ended_at, ends_at)) end) with &&)
);
comment on table fleet.fare_events is
  'Planned times for which a route has fares of their own: a match at the stadium, the day schools open. ended_at: '
  'the SACCO ended it early, or before it began.';
create trigger log_changes after insert or update or delete on fleet.fare_events
  for each row execute function audit.log_row_change('event_id');

create table fleet.stage_fares (
  stage_fare_id  bigint generated always as identity primary key,
  stage_id       bigint not null references fleet.stages,
  band           text   not null,
  amount_cents   bigint not null,
  effective_from timestamptz not null,
  event_id       bigint references fleet.fare_events,
  unique nulls not distinct (stage_id, band, effective_from, event_id),
  constraint stage_fares_band_is_known check (band in ('off_peak', 'peak', 'rain', 'event')),
  constraint stage_fares_event_has_its_own check ((band = 'event') = (event_id is not null)),
  constraint stage_fares_amount_is_positive check (amount_cents > 0)
);
comment on table fleet.stage_fares is
  'Price of one seat to a stage, in cents, by band, from a moment on; for the band event, during that event. Never '
  'edited: a new price is a new row. Never above the cap of its route (fleet.fare_caps).';
create trigger log_changes after insert or update or delete on fleet.stage_fares
  for each row execute function audit.log_row_change('stage_fare_id');

create table fleet.vehicles (
  vehicle_id     bigint generated always as identity primary key,
  sacco_id       bigint not null references fleet.saccos,
  in_sacco_since timestamptz,
  route_id       bigint not null references fleet.routes,
  plate          text   not null unique,
  seats          int    not null,
  state          text   not null default 'active',
  registered_at  timestamptz not null default clock_timestamp(),
  target_cents   bigint,
  constraint vehicles_target_is_positive check (target_cents > 0),
  constraint vehicles_plate_is_normal check (plate ~ '^K[A-HJ-NP-Z]{2} [0-9]{3}[A-HJ-NP-Z]?$'),
  constraint vehicles_seats_are_real check (seats between 1 and 100),
  constraint vehicles_state_is_known check (state in ('active', 'closed'))
);
comment on table fleet.vehicles is
  'Vehicles. plate is kept as people read it: KZZ 001A. closed: no longer takes fares (scrapped, left the SACCO).';
comment on column fleet.vehicles.target_cents is 'What it is expected to take on a day; null: nobody said.';
comment on column fleet.vehicles.in_sacco_since is
  'When it came over from another SACCO; null: it has always been in this one. See fleet.end_crew_of_old_sacco.';
create trigger log_changes after insert or update or delete on fleet.vehicles
  for each row execute function audit.log_row_change('vehicle_id');

-- A vehicle that moves to another SACCO, or is closed, leaves its crew behind: they lose access to it, open proposals
-- end, and the new SACCO does not learn who they were. A trigger does this, because a vehicle can be moved in several
-- ways, also by hand. Proposals end before roles: the trigger waits for a decision in progress, and the role that it
-- granted ends with the others. In the reverse order that role would survive in the new SACCO, and a person who
-- approves a revocation and one who moves the vehicle could deadlock.
create function fleet.end_crew_of_old_sacco() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_now    timestamptz := clock_timestamp();
  v_people bigint[];
begin
  if old.sacco_id is distinct from new.sacco_id then
    new.in_sacco_since := v_now;
  end if;
  with ended as (
    update access.role_changes c set state = 'withdrawn', decided_at = v_now
     where c.state = 'proposed' and c.scope_kind = 'vehicle' and c.scope_id = old.vehicle_id
    returning c.user_id
  )
  select array_agg(e.user_id) into v_people from ended e;
  -- A grant that has not begun must not look as if the new SACCO had made it.
  update access.role_grants g set valid_from = least(g.valid_from, v_now - interval '1 microsecond'), valid_to = v_now
   where g.scope_kind = 'vehicle' and g.scope_id = old.vehicle_id and (g.valid_to is null or g.valid_to > v_now);
  -- A trip past its end that fleet.expire_trips has not closed yet ended at its end, not now.
  update fleet.trips t set closed_at = greatest(least(v_now, t.ends_at), t.opened_at),
                           closed_as = case when t.ends_at <= v_now then 'expired' else 'ended' end
   where t.vehicle_id = old.vehicle_id and t.closed_at is null;
  delete from accounts.crew_sims c where c.vehicle_id = old.vehicle_id;
  perform access.forget_proposed(p_user_id => u.user_id)
     from (select distinct unnest(v_people) order by 1) u(user_id);
  return new;
end $$;
comment on function fleet.end_crew_of_old_sacco is
  'Ends what the crew of a vehicle may do as it moves to another SACCO or is closed: roles, the trip and the links to '
  'it, known phones, proposals. Raises nothing.';
create trigger end_crew_of_old_sacco before update of sacco_id, state on fleet.vehicles
  for each row when (old.sacco_id is distinct from new.sacco_id or old.state <> new.state)
  execute function fleet.end_crew_of_old_sacco();

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
comment on table fleet.vehicle_owners is
  'Who owned a vehicle when. A sale closes one row and opens another; money already earned stays with the seller.';
create trigger log_changes after insert or update or delete on fleet.vehicle_owners
  for each row execute function audit.log_row_change('vehicle_id,valid_from');

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
comment on table fleet.door_codes is
  'The number on the door sticker; its last digit is a Damm check digit. Not issued again within 24 h of being freed.';
create trigger log_changes after insert or update or delete on fleet.door_codes
  for each row execute function audit.log_row_change('door_code,valid_from');

-- migrate:down
-- Forward only: a later migration corrects this one.
