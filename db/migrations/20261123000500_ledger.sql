-- migrate:up
-- The double-entry book. Positive cents go into a wallet, negative cents out of it; every journal
-- sums to zero in each currency. Balances are not stored: they are the newest checkpoint plus the
-- entries after it, so that money coming in takes no lock that two fares share.

create table ledger.wallets (
  wallet_id  bigint generated always as identity primary key,
  kind       text not null,
  sacco_id   bigint references fleet.saccos,
  owner_id   bigint references fleet.owners,
  vehicle_id bigint references fleet.vehicles,
  currency   text not null,
  opened_at  timestamptz not null default clock_timestamp(),
  unique nulls not distinct (kind, sacco_id, owner_id, vehicle_id, currency),
  unique (wallet_id, currency),
  constraint wallets_currency_is_a_code check (currency ~ '^[A-Z]{3}$'),
  constraint wallets_belong_to_somebody check (
    case kind when 'trust'      then num_nonnulls(owner_id, vehicle_id) = 0
              when 'commission' then num_nonnulls(owner_id, vehicle_id) = 0
              when 'suspense'   then num_nonnulls(owner_id, vehicle_id) = 0
              when 'vehicle'    then num_nonnulls(sacco_id, owner_id, vehicle_id) = 3
              else false end)
);
comment on table ledger.wallets is 'trust: money at the operator, the mirror of all others (its balance is minus what is held). commission: ours. suspense: paid to us, not yet placed. vehicle: an owner''s money from one vehicle. sacco_id null: the platform''s own shard.';

create table ledger.sub_wallets (
  sub_wallet_id bigint generated always as identity primary key,
  wallet_id bigint  not null,
  purpose   text    not null,
  currency  text    not null,
  guarded   boolean not null,
  unique (wallet_id, purpose),
  foreign key (wallet_id, currency) references ledger.wallets (wallet_id, currency),
  constraint sub_wallets_purpose_is_a_word check (purpose ~ '^[a-z][a-z_]{1,29}$')
);
comment on table ledger.sub_wallets is 'What entries post to: fuel, maintenance, sacco, insurance, profit, crew … of a wallet, or its main. guarded: its balance never goes below zero.';

create sequence ledger.journal_ids;

create table ledger.journals (
  journal_id  bigint primary key,
  kind        text        not null,
  reference   text        not null,
  business_on date        not null,
  value_at    timestamptz not null,
  posted_at   timestamptz not null default clock_timestamp(),
  xact        xid8        not null default pg_current_xact_id(),
  corrects_journal_id bigint references ledger.journals,
  reason      text,
  unique (kind, reference),
  constraint journals_kind_is_a_word check (kind ~ '^[a-z][a-z_]{1,29}$'),
  constraint journals_reference_is_short check (length(reference) between 1 and 100),
  constraint journals_times_are_finite check (isfinite(value_at) and isfinite(posted_at) and isfinite(business_on)),
  constraint journals_correction_says_why check (corrects_journal_id is null or reason is not null)
);
alter sequence ledger.journal_ids owned by ledger.journals.journal_id;
create index journals_by_corrected on ledger.journals (corrects_journal_id) where corrects_journal_id is not null;
comment on table ledger.journals is 'Head of one set of entries. (kind, reference) is for ever: the same fare can''t be posted twice. value_at: when the money moved; business_on: the market''s day it counts for; xact: the transaction that wrote it, from which its place in the book follows.';

create table ledger.ledger_entries (
  journal_id    bigint   not null,
  sub_wallet_id bigint   not null,
  amount_cents  bigint   not null,
  xact          xid8     not null default pg_current_xact_id(),
  line_no       smallint not null,
  currency      text     not null,
  primary key (journal_id, line_no),
  constraint entries_amount_not_zero check (amount_cents <> 0),
  constraint entries_amount_is_sane check (amount_cents between -1000000000000000 and 1000000000000000),
  constraint entries_line_counts_from_one check (line_no between 1 and 999)
);
create index ledger_entries_tail on ledger.ledger_entries (sub_wallet_id, xact) include (amount_cents);
comment on table ledger.ledger_entries is 'One leg: amount_cents into (positive) or out of (negative) a sub_wallet. No foreign keys: a lock on the shared commission row costs a quarter of the throughput, so the guard checks whole sets instead.';

create table ledger.pages (
  page_id   bigint generated always as identity primary key,
  horizon   xid8        not null unique,
  closed_at timestamptz not null default clock_timestamp()
);
comment on table ledger.pages is 'A closed page holds every entry whose transaction is below its horizon; all of those have ended, so a balance as of a closed page is exact and never changes.';

create table ledger.checkpoints (
  sub_wallet_id bigint not null references ledger.sub_wallets,
  horizon       xid8   not null,
  balance_cents bigint not null,
  made_at       timestamptz not null default clock_timestamp(),
  primary key (sub_wallet_id, horizon)
);
comment on table ledger.checkpoints is 'Sum of a sub_wallet''s entries below a horizon, proved when written. Derived: drop them all and they can be rebuilt from the entries.';

create table ledger.closed_days (
  business_on date primary key,
  closed_at   timestamptz not null default clock_timestamp()
);
comment on table ledger.closed_days is 'Days whose books are closed. Money that belongs to one of them counts for the first open day after it.';

-- The guards. Shape, not code: they must never be absent, so they live here and not in db/functions.
-- Those of the fare path look up by index whatever the statistics say: a plan made when the book was
-- small would read the whole of it for every fare until the next analyze.

create function ledger.guard_append_only() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'LFA10';
end $$;
comment on function ledger.guard_append_only() is 'Refuses update, delete and truncate (of checkpoints: update), for the owner of the tables too. Raises LFA10.';

create function ledger.guard_new_journals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off as $$
begin
  if exists (select from new_journals n
              where n.xact <> pg_current_xact_id()
                 or not exists (select from ledger.ledger_entries e where e.journal_id = n.journal_id)) then
    raise exception 'a journal is written in its own transaction, with its entries' using errcode = 'LFV11';
  end if;
  if exists (select from new_journals n
              where n.business_on <= (select max(d.business_on) from ledger.closed_days d)) then
    raise exception 'that day is closed' using errcode = 'LFC11';
  end if;
  return null;
end $$;
comment on function ledger.guard_new_journals() is 'Every new journal carries this transaction''s id, has entries by the end of its statement, and counts for a day that is open. Raises LFV11, LFC11.';

create function ledger.guard_new_entries() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off as $$
declare
  v_fault   text;
  v_debited bigint[];
begin
  -- One look at the whole set: cheaper than a row trigger, and than a foreign key on a hot row.
  select case
           when current_setting('synchronous_commit') in ('off', 'local') then 'LFB10'
           when exists (select from new_entries n
                         group by n.journal_id, n.currency having sum(n.amount_cents) <> 0) then 'LFV10'
           when exists (select from new_entries n
                          left join ledger.journals j on j.journal_id = n.journal_id
                         where n.xact <> pg_current_xact_id()
                            or j.xact is distinct from pg_current_xact_id()) then 'LFV12'
           when exists (select from new_entries n
                          left join ledger.sub_wallets s on s.sub_wallet_id = n.sub_wallet_id
                         where s.currency is distinct from n.currency) then 'LFV13'
         end,
         (select array_agg(d.sub_wallet_id order by d.sub_wallet_id)
            from (select n.sub_wallet_id
                    from new_entries n join ledger.sub_wallets s using (sub_wallet_id)
                   where s.guarded and n.amount_cents < 0
                   group by n.sub_wallet_id) d)
    into v_fault, v_debited;
  if v_fault is not null then
    raise exception '%', case v_fault
      when 'LFB10' then 'posting needs synchronous_commit on'
      when 'LFV10' then 'a journal must sum to zero in each currency'
      when 'LFV12' then 'entries belong to a journal of their own transaction'
      else 'no such sub_wallet in that currency' end using errcode = v_fault;
  end if;
  if v_debited is null then
    return null;
  end if;
  -- Money going out waits its turn (lowest id first, so that two journals never wait in a circle),
  -- and only then looks: each statement below sees all that committed before it.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'money goes out at read committed only' using errcode = 'LFB11';
  end if;
  perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_debited)
    order by s.sub_wallet_id for no key update;
  if exists (
    select from unnest(v_debited) as d(sub_wallet_id)
      left join lateral (select c.horizon, c.balance_cents from ledger.checkpoints c
                          where c.sub_wallet_id = d.sub_wallet_id
                          order by c.horizon desc limit 1) c on true
     where coalesce(c.balance_cents, 0)
           + (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
               where e.sub_wallet_id = d.sub_wallet_id
                 and e.xact >= coalesce(c.horizon, '0'::xid8)) < 0) then
    raise exception 'not enough money in a guarded sub_wallet' using errcode = 'LFF10';
  end if;
  return null;
end $$;
comment on function ledger.guard_new_entries() is 'Born balanced: checks every inserted set of entries. Raises LFV10 (not balanced), LFV12 (journal of another transaction, or none), LFV13 (no such sub_wallet in that currency), LFF10 (a guarded sub_wallet would go below zero), LFB10 (synchronous_commit off or local), LFB11 (a debit outside read committed).';

create function ledger.guard_new_checkpoints() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- The guard on entries believes checkpoints, so a false one would let money out that isn't there.
  -- Each is proved from the one before it; they can be deleted, but never changed.
  if exists (
    select from new_checkpoints n
      left join lateral (select k.horizon, k.balance_cents from ledger.checkpoints k
                          where k.sub_wallet_id = n.sub_wallet_id and k.horizon < n.horizon
                          order by k.horizon desc limit 1) c on true
     where n.horizon > pg_snapshot_xmin(pg_current_snapshot())
        or n.balance_cents <> coalesce(c.balance_cents, 0)
           + (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
               where e.sub_wallet_id = n.sub_wallet_id
                 and e.xact >= coalesce(c.horizon, '0'::xid8) and e.xact < n.horizon)) then
    raise exception 'a checkpoint is the sum of settled entries' using errcode = 'LFV14';
  end if;
  return null;
end $$;
comment on function ledger.guard_new_checkpoints() is 'A checkpoint says what the entries below its horizon say. Raises LFV14 (it doesn''t, or the horizon is not settled).';

create function ledger.guard_new_pages() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from new_pages n
              where n.horizon > pg_snapshot_xmin(pg_current_snapshot())
                 or exists (select from ledger.pages p where p.page_id < n.page_id and p.horizon >= n.horizon)) then
    raise exception 'a page closes over settled entries, after the page before it' using errcode = 'LFV15';
  end if;
  return null;
end $$;
comment on function ledger.guard_new_pages() is 'A page ends where all is settled, and later than the one before. Raises LFV15.';

create trigger guard_append_only before update or delete or truncate on ledger.wallets
  for each statement execute function ledger.guard_append_only();
create trigger guard_append_only before update or delete or truncate on ledger.sub_wallets
  for each statement execute function ledger.guard_append_only();
create trigger guard_append_only before update or delete or truncate on ledger.journals
  for each statement execute function ledger.guard_append_only();
create trigger guard_append_only before update or delete or truncate on ledger.ledger_entries
  for each statement execute function ledger.guard_append_only();
create trigger guard_append_only before update or delete or truncate on ledger.pages
  for each statement execute function ledger.guard_append_only();
create trigger guard_append_only before update or delete or truncate on ledger.closed_days
  for each statement execute function ledger.guard_append_only();
create trigger guard_append_only before update on ledger.checkpoints
  for each statement execute function ledger.guard_append_only();
create trigger guard_proved after insert on ledger.checkpoints
  referencing new table as new_checkpoints
  for each statement execute function ledger.guard_new_checkpoints();
create trigger guard_settled after insert on ledger.pages
  referencing new table as new_pages
  for each statement execute function ledger.guard_new_pages();
create trigger guard_born_whole after insert on ledger.journals
  referencing new table as new_journals
  for each statement execute function ledger.guard_new_journals();
create trigger guard_born_balanced after insert on ledger.ledger_entries
  referencing new table as new_entries
  for each statement execute function ledger.guard_new_entries();

alter table ledger.wallets enable always trigger guard_append_only;
alter table ledger.sub_wallets enable always trigger guard_append_only;
alter table ledger.journals enable always trigger guard_append_only;
alter table ledger.ledger_entries enable always trigger guard_append_only;
alter table ledger.pages enable always trigger guard_append_only;
alter table ledger.closed_days enable always trigger guard_append_only;
alter table ledger.checkpoints enable always trigger guard_append_only;
alter table ledger.checkpoints enable always trigger guard_proved;
alter table ledger.pages enable always trigger guard_settled;
alter table ledger.journals enable always trigger guard_born_whole;
alter table ledger.ledger_entries enable always trigger guard_born_balanced;

-- The platform's own shard: where money waits that belongs to no SACCO yet.
insert into ledger.wallets (kind, currency) values ('trust', 'KES'), ('suspense', 'KES');
insert into ledger.sub_wallets (wallet_id, purpose, currency, guarded)
select w.wallet_id, 'main', w.currency, w.kind <> 'trust' from ledger.wallets w;

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
