-- migrate:up
-- What a passenger paid too much or too little, fares paid by credit, fares that were moved to another vehicle, and
-- trips that broke down.

create table fares.credit_uses (
  payment_ref text primary key references mobile_money.payment_intents,
  phone_hash  bytea       not null,
  sacco_id    bigint      references fleet.saccos,
  currency    text        not null,
  cents       bigint      not null,
  points      bigint      not null default 0,
  state       text        not null default 'reserved',
  reserved_at timestamptz not null default clock_timestamp(),
  ended_at    timestamptz,
  constraint credit_uses_cents_are_positive check (cents > 0),
  constraint credit_uses_points_are_not_negative check (points >= 0),
  constraint credit_uses_state_is_known check (state in ('reserved', 'used', 'released')),
  constraint credit_uses_end_is_whole check ((state = 'reserved') = (ended_at is null))
);
create index credit_uses_reserved on fares.credit_uses (phone_hash) where state = 'reserved';
comment on table fares.credit_uses is
  'Credit that pays a fare, whole or in part. reserved: while the prompt for the rest is open nobody else can use it; '
  'used: the fare was posted, and journal credit_payment of its receipt took it; released: the prompt came to nothing. '
  'points: so many of the passenger''s points became this credit.';
create trigger log_changes after insert or update or delete on fares.credit_uses
  for each row execute function audit.log_row_change('payment_ref', 'phone_hash');

create function fares.guard_credit_uses() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- Money that comes after its prompt expired takes the credit again, if it is still there. The look-up hash changes
  -- with its key.
  if (old.state = 'reserved' or (old.state, new.state) in (('released', 'reserved'), (new.state, old.state)))
     and new.cents <= old.cents and (new.payment_ref, new.sacco_id, new.currency, new.points)
         is not distinct from (old.payment_ref, old.sacco_id, old.currency, old.points) then
    return new;
  end if;
  raise exception 'credit that was used stays used' using errcode = 'LFA10';
end $$;
comment on function fares.guard_credit_uses is
  'A use ends once, but released credit may be reserved again; its cents only shrink. Raises LFA10.';
create trigger guard_kept before update or delete on fares.credit_uses
  for each row execute function fares.guard_credit_uses();
alter table fares.credit_uses enable always trigger guard_kept;
create trigger guard_not_truncated before truncate on fares.credit_uses
  for each statement execute function fares.guard_append_only();
alter table fares.credit_uses enable always trigger guard_not_truncated;

create table fares.shortfalls (
  receipt     text primary key,
  payment_ref text        not null,
  vehicle_id  bigint      not null references fleet.vehicles,
  phone_hash  bytea       not null,
  short_cents bigint      not null,
  due_cents   bigint      not null,
  state       text        not null default 'open',
  cleared_by_receipt text,
  opened_at   timestamptz not null default clock_timestamp(),
  cleared_at  timestamptz,
  constraint shortfalls_cents_make_sense check (short_cents > 0 and due_cents between 0 and short_cents),
  constraint shortfalls_state_is_known check (state in ('open', 'cleared')),
  constraint shortfalls_end_is_whole check ((state = 'open') = (due_cents > 0)
    and (state = 'cleared') = (cleared_by_receipt is not null) and (state = 'cleared') = (cleared_at is not null))
);
create index shortfalls_open on fares.shortfalls (phone_hash) where state = 'open';
comment on table fares.shortfalls is
  'Fares of which less was paid than asked for. short_cents: what lacked; due_cents: what lacks still, which the '
  'crew''s list shows; cleared_by_receipt: the payment that brought the rest.';
create trigger log_changes after insert or update or delete on fares.shortfalls
  for each row execute function audit.log_row_change('receipt', 'phone_hash');

create table fares.top_ups (
  receipt     text primary key,
  of_receipt  text        not null references fares.shortfalls,
  cents       bigint      not null,
  added_at    timestamptz not null default clock_timestamp(),
  constraint top_ups_cents_are_positive check (cents > 0)
);
create index top_ups_by_fare on fares.top_ups (of_receipt);
comment on table fares.top_ups is
  'Payments that brought what lacked of an earlier fare. receipt: of the payment, which is a fare of its own in all '
  'accounts; on the crew''s list it is part of the first.';
create trigger guard_append_only before update or delete or truncate on fares.top_ups
  for each statement execute function fares.guard_append_only();
alter table fares.top_ups enable always trigger guard_append_only;

create table fares.moves (
  receipt     text primary key,
  to_receipt  text        not null unique,
  from_vehicle_id bigint  not null references fleet.vehicles,
  to_vehicle_id   bigint  not null references fleet.vehicles,
  journal_id  bigint      not null unique,
  channel     text        not null,
  made_by     bigint      references accounts.users,
  moved_at    timestamptz not null default clock_timestamp(),
  xact        xid8        not null default pg_current_xact_id(),
  constraint moves_other_vehicle check (from_vehicle_id <> to_vehicle_id),
  constraint moves_channel_is_known check (channel in ('ussd', 'staff')),
  constraint moves_staff_is_named check ((channel = 'staff') = (made_by is not null))
);
comment on table fares.moves is
  'Fares that were paid to the wrong vehicle and moved to another. receipt: the fare as it was paid; journal_id: takes '
  'it back; to_receipt: the fare of the other vehicle, <receipt>-2; xact: that journal''s. Once for a payment.';
-- Pages read which fares of an owner's vehicles went away.
create index moves_by_vehicle on fares.moves (from_vehicle_id);
create trigger log_changes after insert or update or delete on fares.moves
  for each row execute function audit.log_row_change('receipt');
create trigger guard_append_only before update or delete or truncate on fares.moves
  for each statement execute function fares.guard_append_only();
alter table fares.moves enable always trigger guard_append_only;

create table fares.breakdowns (
  trip_id    bigint primary key references fleet.trips,
  stage_id   bigint      not null references fleet.stages,
  user_id    bigint      not null references accounts.users,
  seats      int         not null,
  cents      bigint      not null,
  broke_at   timestamptz not null default clock_timestamp(),
  constraint breakdowns_make_sense check (seats >= 0 and cents >= 0)
);
comment on table fares.breakdowns is
  'Trips that broke down: at which stage, by whom it was told, for how many seats the rest of the way was given back, '
  'and how much. Once for a trip.';
create trigger log_changes after insert or update or delete on fares.breakdowns
  for each row execute function audit.log_row_change('trip_id');
create trigger guard_append_only before update or delete or truncate on fares.breakdowns
  for each statement execute function fares.guard_append_only();
alter table fares.breakdowns enable always trigger guard_append_only;

-- migrate:down
-- Forward only: a later migration corrects this one.
