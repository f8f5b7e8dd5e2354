-- migrate:up
-- Parts of a split rule that are filled first on each market day, and what they have got (docs/decisions/pots.md).

create table fares.pots (
  vehicle_id bigint primary key references fleet.vehicles
);
comment on table fares.pots is
  'Vehicles whose rules have, or once had, pots or a crew target. Two fares of one such vehicle wait for each other '
  'here; a fare of any other vehicle does not come here at all.';

create table fares.pot_days (
  wallet_id     bigint not null,
  business_on   date   not null,
  vehicle_id    bigint not null,
  split_rule_id bigint not null,
  purposes      text[] not null,
  target_cents  bigint[] not null,
  arrears_cents bigint[] not null,
  got_cents     bigint[] not null,
  met_at        timestamptz[] not null,
  taken_cents   bigint not null default 0,
  primary key (wallet_id, business_on),
  constraint pot_days_lists_fit check (
    cardinality(target_cents) = cardinality(purposes) and cardinality(arrears_cents) = cardinality(purposes)
    and cardinality(got_cents) = cardinality(purposes) and cardinality(met_at) = cardinality(purposes))
);
create index pot_days_by_vehicle on fares.pot_days (vehicle_id, business_on);
comment on table fares.pot_days is
  'What the pots of a vehicle (of one owner in one SACCO: wallet_id) have got on a market day, by purpose in the order '
  'in which they are filled: target_cents is due each day, arrears_cents was lacking before and is due too, met_at: '
  'when the passenger paid who filled it, null while something lacks. taken_cents: whole fares, towards the crew''s '
  'target. Only the newest day changes. split_rule_id: the newest rule that changed it. No foreign keys: see '
  'fares.fares.';
create trigger guard_kept before delete or truncate on fares.pot_days
  for each statement execute function fares.guard_append_only();
alter table fares.pot_days enable always trigger guard_kept;

create type fares.pot_split as (parts bigint[], day fares.pot_days);
comment on type fares.pot_split is 'Parts of a fare as fares.split_amount, and the pots with this fare.';

create type fares.parsed_split as (outcome text, rule fares.split_rules, effective_on date);
comment on type fares.parsed_split is 'What fares.parse_split read.';

create function fares.open_pots() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  insert into fares.pots (vehicle_id) values (new.vehicle_id) on conflict (vehicle_id) do nothing;
  return new;
end $$;
comment on function fares.open_pots is 'Makes the row that fares of a vehicle with pots lock. Raises nothing.';
create trigger open_pots after insert on fares.split_rules
  for each row when (new.pot_wallet_id is not null) execute function fares.open_pots();
alter table fares.split_rules enable always trigger open_pots;

-- migrate:down
-- Forward only: a later migration corrects this one.
