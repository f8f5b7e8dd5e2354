-- migrate:up
-- What owners are told by SMS: the day's figures in the evening, and a vehicle that has fallen silent.

create table fares.day_messages (
  owner_id    bigint not null references fleet.owners,
  business_on date   not null,
  asof        text   not null,
  sent_at     timestamptz not null default clock_timestamp(),
  people      int    not null,
  primary key (owner_id, business_on)
);
comment on table fares.day_messages is
  'One row for each owner and day whose figures went out by SMS. asof: the position of the ledger that they show, so '
  'that page and files of that position are equal to them. people: how many got it (0: nobody wants it).';
create trigger guard_append_only before update or delete or truncate on fares.day_messages
  for each statement execute function fares.guard_append_only();
alter table fares.day_messages enable always trigger guard_append_only;

create table fares.day_messages_off (
  user_id bigint primary key references accounts.users,
  off_at  timestamptz not null default clock_timestamp()
);
comment on table fares.day_messages_off is 'People who do not want the day''s figures by SMS.';

create table fares.silences (
  vehicle_id     bigint      not null references fleet.vehicles,
  owner_id       bigint      not null references fleet.owners,
  business_on    date        not null,
  since          timestamptz not null,
  expected_fares int         not null,
  found_at       timestamptz not null,
  ended_at       timestamptz,
  primary key (vehicle_id, owner_id, business_on),
  constraint silences_run_forward check (since < found_at and found_at <= ended_at)
);
create index silences_open on fares.silences (vehicle_id) where ended_at is null;
comment on table fares.silences is
  'Vehicles that stopped taking fares while they usually do: at most one row for each vehicle and day. expected_fares: '
  'how many it usually takes in that time. ended_at: when a fare came again, or the day was over.';

-- migrate:down
-- Forward only: a later migration corrects this one.
