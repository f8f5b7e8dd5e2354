-- migrate:up
-- Seals: who edits, deletes or adds a row of the ledger, as a superuser with the guards switched off can, is found
-- afterwards. And the close of a market day, with its figures.
--
-- A seal covers the journals of one market day whose transactions lie between two horizons. All of those have ended, so
-- each journal is in exactly one seal, in whatever order transactions commit (docs/decisions/ledger.md).

create table ledger.seals (
  seal_id       bigint      primary key,
  business_on   date        not null,
  horizon_from  xid8        not null,
  horizon       xid8        not null,
  closes_day    boolean     not null,
  journals      bigint      not null,
  entries       bigint      not null,
  sealed_at     timestamptz not null,
  leaves        bytea       not null,
  previous_hash bytea,
  seal_hash     bytea       not null,
  constraint seals_count_from_one check (seal_id >= 1),
  constraint seals_range_runs_forward check (horizon_from <= horizon),
  constraint seals_count_rows check (journals >= 0 and entries >= 0),
  constraint seals_hash_is_sha256 check (octet_length(seal_hash) = 32 and octet_length(previous_hash) = 32),
  constraint seals_first_has_none_before check ((seal_id = 1) = (previous_hash is null)),
  constraint seals_time_is_finite check (isfinite(sealed_at) and isfinite(business_on))
);
-- Digests don't compress.
alter table ledger.seals alter column leaves set storage external;
create index seals_by_day on ledger.seals (business_on, seal_id);
create unique index seals_closing on ledger.seals (business_on) where closes_day;
comment on table ledger.seals is
  'Seal over the journals of one market day whose transactions are in [horizon_from, horizon). leaves: for each '
  'journal a digest of its row and entries, and for each entry a short check that names it (ledger.leaves). seal_hash: '
  'sha256 of the seal before, this header and the leaves (ledger.seal_hash). closes_day: the last one of its day.';
create trigger guard_append_only before update or delete or truncate on ledger.seals
  for each statement execute function ledger.guard_append_only();
alter table ledger.seals enable always trigger guard_append_only;

create function ledger.guard_new_seals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
declare
  v_before ledger.seals;
begin
  select s.* into v_before from ledger.seals s where s.seal_id < new.seal_id order by s.seal_id desc limit 1;
  if new.seal_id <> coalesce(v_before.seal_id, 0) + 1
     or exists (select from ledger.seals s where s.seal_id > new.seal_id)
     or new.previous_hash is distinct from v_before.seal_hash
     or new.horizon > pg_snapshot_xmin(pg_current_snapshot())
     -- It begins where the one before ends, or is of a later day within the same range.
     or not (new.horizon_from = coalesce(v_before.horizon, '0')
             or (new.horizon_from, new.horizon) = (v_before.horizon_from, v_before.horizon)
                and new.business_on > v_before.business_on)
     or exists (select from ledger.seals s where s.closes_day and s.business_on >= new.business_on)
     -- As ledger.seal_hash, which a migration may not call.
     or new.seal_hash <> sha256(coalesce(new.previous_hash, '') || int8send(new.seal_id) || date_send(new.business_on)
          || xid8send(new.horizon_from) || xid8send(new.horizon) || boolsend(new.closes_day)
          || int8send(new.journals) || int8send(new.entries) || timestamptz_send(new.sealed_at) || new.leaves) then
    raise exception 'a seal continues the chain over settled journals' using errcode = 'LFV16';
  end if;
  return new;
end $$;
comment on function ledger.guard_new_seals is
  'A seal follows the newest one, begins where that ends, covers settled transactions of a day without a closing seal, '
  'and carries the hash of its contents. Raises LFV16.';
create trigger guard_chained before insert on ledger.seals
  for each row execute function ledger.guard_new_seals();
alter table ledger.seals enable always trigger guard_chained;

-- What the last verification of each seal found. It may change, so it is no part of the ledger.
create table audit.seal_checks (
  seal_id    bigint      primary key references ledger.seals,
  verified   boolean     not null,
  checked_at timestamptz not null,
  faults     jsonb       not null default '[]'
);
create index seal_checks_oldest on audit.seal_checks (checked_at);
comment on table audit.seal_checks is
  'Outcome of the last verification of a seal (ledger.verify_seals); faults: what was found, the first 100.';

-- The trial balance reads these and the entries after them, never all entries.
create table ledger.trial_totals (
  horizon      xid8   not null,
  currency     text   not null,
  debit_cents  bigint not null,
  credit_cents bigint not null,
  primary key (horizon, currency)
);
comment on table ledger.trial_totals is
  'Debits and credits of all entries below a horizon, by currency; written with each seal. audit.ledger_proof '
  'compares.';
create trigger guard_append_only before update or delete or truncate on ledger.trial_totals
  for each statement execute function ledger.guard_append_only();
alter table ledger.trial_totals enable always trigger guard_append_only;

-- Who closed a day by hand, and why, is in the audit log too.
create trigger log_changes after insert on ledger.closed_days
  for each row execute function audit.log_row_change('business_on');

create table ledger.closing_marks (
  business_on date primary key references ledger.closed_days,
  xact        xid8 not null default pg_current_xact_id()
);
comment on table ledger.closing_marks is
  'Written after a day was closed was seen by all: whoever could still post into that day has an id below xact. Once '
  'the horizon is above it, the day is complete and its closing figures can be stored (ledger.close_day).';
create trigger guard_append_only before update or delete or truncate on ledger.closing_marks
  for each statement execute function ledger.guard_append_only();
alter table ledger.closing_marks enable always trigger guard_append_only;

create table ledger.day_balances (
  business_on   date   not null references ledger.closed_days,
  sub_wallet_id bigint not null,
  opening_cents bigint not null,
  in_cents      bigint not null,
  out_cents     bigint not null,
  closing_cents bigint not null,
  primary key (sub_wallet_id, business_on),
  constraint day_balances_add_up check (closing_cents = opening_cents + in_cents - out_cents
    and in_cents >= 0 and out_cents >= 0)
);
create index day_balances_by_day on ledger.day_balances (business_on);
comment on table ledger.day_balances is
  'Closing figures of a closed market day, one row for each sub_wallet that ever moved: what counts for that day by '
  'business_on, whenever it was posted. Stored once; no balance that was read during the day is used.';
create trigger guard_append_only before update or delete or truncate on ledger.day_balances
  for each statement execute function ledger.guard_append_only();
alter table ledger.day_balances enable always trigger guard_append_only;

insert into config.settings (setting, value, least, most) values ('close_day_hour', '3', 0, 12);
-- Whether a statement is genuine may be asked by anybody.
insert into config.rate_limits (limit_name, per, burst, refill_ms, least_burst, most_refill_ms) values
  ('verify', 'address', 60, 2000, 10, 60000);

-- migrate:down
-- Forward only: a later migration corrects this one.
