-- migrate:up
-- Fuel stations, insurers and garages as payees of owners; vouchers that a station redeems; payouts that leave by
-- themselves: each evening to the owner, at the end of a trip to the crew.

create table payouts.vendors (
  vendor_id      bigint generated always as identity primary key,
  kind           text        not null,
  name           text        not null,
  channel        text        not null,
  short_code     text        not null,
  account_sealed bytea,
  tail           text        not null,
  phone_hash     bytea,
  phone_sealed   bytea,
  phone_last3    text,
  state          text        not null default 'proposed',
  made_by        bigint      not null references accounts.users,
  made_at        timestamptz not null default clock_timestamp(),
  decided_by     bigint      references accounts.users,
  decided_at     timestamptz,
  removed_by     bigint      references accounts.users,
  removed_at     timestamptz,
  removed_reason text,
  constraint vendors_kind_is_known check (kind in ('fuel', 'insurance', 'garage')),
  constraint vendors_name_is_short check (length(name) between 3 and 30),
  constraint vendors_short_code_is_digits check (short_code ~ '^[0-9]{5,7}$'),
  constraint vendors_destination_is_whole check (case channel
    when 'till' then account_sealed is null when 'paybill' then account_sealed is not null else false end),
  constraint vendors_tail_is_short check (length(tail) between 1 and 4),
  constraint vendors_phone_is_whole check (num_nonnulls(phone_hash, phone_sealed, phone_last3) in (0, 3)),
  constraint vendors_phone_is_a_hash check (octet_length(phone_hash) = 32),
  constraint vendors_state_is_known check (state in ('proposed', 'approved', 'declined', 'withdrawn', 'removed')),
  constraint vendors_maker_is_not_checker check (state = 'withdrawn' or decided_by <> made_by),
  constraint vendors_decision_is_whole check (num_nonnulls(decided_by, decided_at) = case state
    when 'proposed' then 0 else 2 end),
  constraint vendors_removal_is_whole check (num_nonnulls(removed_by, removed_at, removed_reason) = case state
    when 'removed' then 3 else 0 end)
);
create unique index vendors_once on payouts.vendors (kind, channel, short_code, tail)
  where state in ('proposed', 'approved');
-- A phone redeems vouchers for one vendor.
create unique index vendors_by_phone on payouts.vendors (phone_hash)
  where phone_hash is not null and state in ('proposed', 'approved');
comment on table payouts.vendors is
  'Whom an owner may pay from a pot besides people: registered by one member of staff, approved by another. channel: '
  'till, or PayBill with a sealed account. phone_hash: the phone from which it redeems vouchers. tail: the end of '
  'account or till, to show. removed: nothing can be paid to it any more.';
create trigger log_changes after insert or update or delete on payouts.vendors
  for each row execute function audit.log_row_change('vendor_id', 'phone_hash', 'phone_sealed', 'account_sealed');

create table payouts.vouchers (
  voucher_id      bigint generated always as identity primary key,
  code_hash       bytea       not null,
  vehicle_id      bigint      not null references fleet.vehicles,
  owner_id        bigint      not null references fleet.owners,
  vendor_kind     text        not null,
  vendor_id       bigint      references payouts.vendors,
  cap_cents       bigint      not null,
  fee_cents       bigint      not null,
  currency        text        not null,
  issued_by       bigint      not null references accounts.users,
  issued_as       text        not null,
  driver_id       bigint      not null references accounts.users,
  issued_at       timestamptz not null default clock_timestamp(),
  expires_at      timestamptz not null,
  state           text        not null default 'issued',
  hold_journal_id bigint      not null,
  end_journal_id  bigint,
  ended_at        timestamptz,
  used_cents      bigint,
  used_at_vendor  bigint      references payouts.vendors,
  used_request    text,
  payout_id       bigint      unique references payouts.payouts,
  constraint vouchers_code_is_a_hash check (octet_length(code_hash) = 32),
  constraint vouchers_kind_is_known check (vendor_kind in ('fuel', 'insurance', 'garage')),
  constraint vouchers_cap_is_whole_shillings check (cap_cents > 0 and cap_cents % 100 = 0 and fee_cents >= 0),
  constraint vouchers_issued_as_is_known check (issued_as in ('owner', 'crew')),
  constraint vouchers_state_is_known check (state in ('issued', 'used', 'expired', 'cancelled')),
  constraint vouchers_end_is_whole check (num_nonnulls(end_journal_id, ended_at) = case state
    when 'issued' then 0 else 2 end),
  constraint vouchers_use_is_whole check (num_nonnulls(used_cents, used_at_vendor, used_request, payout_id)
    = case state when 'used' then 4 else 0 end),
  constraint vouchers_use_is_within_the_cap check (used_cents between 1 and cap_cents)
);
create unique index vouchers_by_code on payouts.vouchers (code_hash) where state = 'issued';
create index vouchers_by_vehicle on payouts.vouchers (vehicle_id, voucher_id desc);
create index vouchers_by_issuer on payouts.vouchers (issued_by, issued_at);
create index vouchers_open on payouts.vouchers (expires_at) where state = 'issued';
comment on table payouts.vouchers is
  'Six digits with which a driver takes fuel or work on the owner''s account: for one vehicle, one vendor (or any of '
  'its kind), up to a cap, once, within hours. cap and the largest fee are held from the issue on (hold_journal_id); '
  'redeeming takes all back and pays what was used. code_hash: HMAC of plate and digits, by a key outside the '
  'database. used_request: what the station sent, so that the same request again gets the same answer.';
create trigger log_changes after insert or update on payouts.vouchers
  for each row execute function audit.log_row_change('voucher_id', 'code_hash');

create function payouts.guard_vouchers() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if tg_op <> 'UPDATE' then
    raise exception 'vouchers are kept for ever' using errcode = 'LFA94';
  elsif old.state <> 'issued' or (new.voucher_id, new.code_hash, new.vehicle_id, new.owner_id, new.vendor_kind,
      new.vendor_id, new.cap_cents, new.fee_cents, new.issued_by, new.expires_at, new.hold_journal_id)
      is distinct from (old.voucher_id, old.code_hash, old.vehicle_id, old.owner_id, old.vendor_kind,
      old.vendor_id, old.cap_cents, old.fee_cents, old.issued_by, old.expires_at, old.hold_journal_id) then
    raise exception 'a voucher ends once, and does not change' using errcode = 'LFA95';
  end if;
  return new;
end $$;
comment on function payouts.guard_vouchers is
  'A voucher is used, expires or is cancelled once, and stays what it was. Raises LFA94 (delete), LFA95.';
create trigger guard_vouchers before update or delete on payouts.vouchers
  for each row execute function payouts.guard_vouchers();
alter table payouts.vouchers enable always trigger guard_vouchers;

create table payouts.voucher_tries (
  try_id     bigint generated always as identity primary key,
  vendor_id  bigint      not null references payouts.vendors,
  vehicle_id bigint      references fleet.vehicles,
  tried_at   timestamptz not null default clock_timestamp()
);
create index voucher_tries_by_time on payouts.voucher_tries (tried_at);
create index voucher_tries_by_vendor on payouts.voucher_tries (vendor_id, tried_at);
create index voucher_tries_by_vehicle on payouts.voucher_tries (vehicle_id, tried_at) where vehicle_id is not null;
comment on table payouts.voucher_tries is 'Wrong voucher codes, counted for each vendor and vehicle.';

create table payouts.vendor_payments (
  payout_id  bigint primary key references payouts.payouts,
  vendor_id  bigint not null references payouts.vendors,
  vehicle_id bigint not null references fleet.vehicles
);
create index vendor_payments_by_vendor on payouts.vendor_payments (vendor_id, payout_id desc);
create index vendor_payments_by_vehicle on payouts.vendor_payments (vehicle_id, payout_id desc);
comment on table payouts.vendor_payments is 'Which vendor a payout is for, and for which vehicle.';
create trigger guard_append_only before update or delete or truncate on payouts.vendor_payments
  for each statement execute function ledger.guard_append_only();
alter table payouts.vendor_payments enable always trigger guard_append_only;

create table payouts.crew_rules (
  vehicle_id        bigint primary key references fleet.vehicles,
  owner_id          bigint      not null references fleet.owners,
  pays_share        boolean     not null default false,
  voucher_day_cents bigint      not null default 0,
  set_by            bigint      not null references accounts.users,
  set_at            timestamptz not null default clock_timestamp(),
  constraint crew_rules_voucher_is_whole_shillings check (voucher_day_cents >= 0 and voucher_day_cents % 100 = 0)
);
comment on table payouts.crew_rules is
  'What the owner lets the crew of a vehicle have without asking: its share at the end of each trip (pays_share), and '
  'fuel vouchers up to an amount a day (0: none). Counts while the vehicle is this owner''s.';
create trigger log_changes after insert or update or delete on payouts.crew_rules
  for each row execute function audit.log_row_change('vehicle_id');

create table payouts.standing_orders (
  owner_id       bigint primary key references fleet.owners,
  floor_cents    bigint      not null,
  destination_id bigint      references payouts.destinations,
  set_by         bigint      not null references accounts.users,
  set_at         timestamptz not null default clock_timestamp(),
  ended_at       timestamptz,
  constraint standing_orders_floor_is_whole_shillings check (floor_cents >= 0 and floor_cents % 100 = 0)
);
comment on table payouts.standing_orders is
  'Owners whose profit pots are paid out each evening, but for the floor, to their own phone (destination_id null) or '
  'a verified destination. ended_at: switched off.';
create trigger log_changes after insert or update or delete on payouts.standing_orders
  for each row execute function audit.log_row_change('owner_id');

create table payouts.standing_runs (
  owner_id    bigint      not null references fleet.owners,
  business_on date        not null,
  outcome     text        not null,
  payout_id   bigint      references payouts.payouts,
  ran_at      timestamptz not null default clock_timestamp(),
  primary key (owner_id, business_on)
);
comment on table payouts.standing_runs is
  'What became of a standing order on a day of the market: one row, so that it runs once. outcome: as of payouts.plan, '
  'or below_floor.';

create type payouts.vendor_plan as (
  outcome text, payout payouts.payouts, sub_wallet_ids bigint[], cents bigint[], free_cents bigint, rule text
);
comment on type payouts.vendor_plan is 'What payouts.plan_vendor works out.';
create type payouts.voucher_plan as (
  outcome text, voucher payouts.vouchers, sub_wallet_ids bigint[], cents bigint[], free_cents bigint
);
comment on type payouts.voucher_plan is 'What payouts.plan_voucher works out.';

-- migrate:down
-- Forward only: a later migration corrects this one.
