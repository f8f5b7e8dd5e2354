-- migrate:up
-- The double-entry ledger. Positive cents go into a wallet, negative cents out of it; every journal sums to zero in
-- each currency. Balances are not stored: they are the newest checkpoint plus the entries after it, so that money
-- coming in takes no lock that two fares share.
--
-- The guards are here and not in db/functions, because they must never be absent. Those of the fare path look rows up
-- by index whatever the statistics say: a plan made when the ledger was small would read all of it for every fare until
-- the next analyze. They ask one question about the whole set, because starting a query costs more than running it over
-- seven entries (docs/decisions/batching.md).

create function ledger.guard_append_only() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  raise exception '%.% is append-only', tg_table_schema, tg_table_name using errcode = 'LFA10';
end $$;
comment on function ledger.guard_append_only is
  'Refuses update, delete and truncate (of checkpoints: update), for the owner of the tables too. Raises LFA10.';

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
              when 'clearing'   then num_nonnulls(owner_id, vehicle_id) = 0
              when 'fees'       then num_nonnulls(owner_id, vehicle_id) = 0
              when 'credit'     then num_nonnulls(owner_id, vehicle_id) = 0
              when 'difference' then num_nonnulls(owner_id, vehicle_id) = 0
              when 'charges'    then num_nonnulls(owner_id, vehicle_id) = 0
              when 'capital'    then num_nonnulls(owner_id, vehicle_id) = 0
              when 'loyalty'    then num_nonnulls(owner_id, vehicle_id) = 0
              when 'vehicle'    then num_nonnulls(sacco_id, owner_id, vehicle_id) = 3
              when 'debt'       then num_nonnulls(sacco_id, owner_id, vehicle_id) = 3
              else false end)
);
create index wallets_by_owner on ledger.wallets (owner_id) where owner_id is not null;
comment on table ledger.wallets is
  'trust: money at the operator, which mirrors all other wallets (its balance is minus what is held for them). '
  'commission: ours. suspense: paid to us, not yet assigned. vehicle: an owner''s money from one vehicle. clearing: on '
  'its way out. fees: what payouts pay for the operator''s charges. credit: owed to passengers for their next fares. '
  'debt: what an owner still owes for fares that were paid back (below zero). difference: what staff wrote off or '
  'found, by two people. charges: what the operator charged us (below zero). capital: our own money at the operator '
  'before the first payment. loyalty: set aside of our commission for points that passengers redeem. sacco_id null: '
  'the platform''s own shard.';
create trigger guard_append_only before update or delete or truncate on ledger.wallets
  for each statement execute function ledger.guard_append_only();
alter table ledger.wallets enable always trigger guard_append_only;

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
comment on table ledger.sub_wallets is
  'What entries post to: fuel, maintenance, sacco, insurance, profit, crew … of a wallet, or its main. guarded: its '
  'balance never goes below zero.';
create trigger guard_append_only before update or delete or truncate on ledger.sub_wallets
  for each statement execute function ledger.guard_append_only();
alter table ledger.sub_wallets enable always trigger guard_append_only;

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
  unique (kind, reference)  -- what a column may hold is checked by guard_new_journals
);
create sequence ledger.journal_ids owned by ledger.journals.journal_id;
-- Counts the newest journals, and finds those between two horizons. Ranges of pages, because rows come in the order of
-- their time: it costs a fare nothing. BRIN knows no xid8, so it is a number here.
create index journals_by_time on ledger.journals using brin (posted_at, (xact::text::bigint))
  with (autosummarize = on, pages_per_range = 32);
create index journals_by_corrected on ledger.journals (corrects_journal_id) where corrects_journal_id is not null;
-- Finds what came in or went out by anything but a fare; day totals have the fares.
create index journals_but_fares on ledger.journals (business_on) where kind <> 'fare';
comment on table ledger.journals is
  'Head of one set of entries. (kind, reference) is unique for ever, so the same fare can''t be posted twice. '
  'value_at: when the money moved; business_on: the market''s day it counts for; xact: the transaction that wrote it, '
  'from which its position in the ledger follows.';
create trigger guard_append_only before update or delete or truncate on ledger.journals
  for each statement execute function ledger.guard_append_only();
alter table ledger.journals enable always trigger guard_append_only;

create function ledger.guard_new_journals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  v_fault text;
begin
  -- A server that counts below a closed position, or below a journal that is committed: the ledger was restored there.
  -- The newest journal of others is enough, because none is let in after it. A server never counts back, so a session
  -- asks this once for the table it writes to.
  if current_setting('lipa.journals_counted', true) is distinct from tg_relid::text then
    if pg_current_xact_id() < (select max(c.horizon) from ledger.cutoffs c)
       or exists (select from (select j.xact from ledger.journals j
                                where j.journal_id < (select min(m.journal_id) from new_journals m)
                                order by j.journal_id desc limit 1) newest
                   where newest.xact > pg_current_xact_id()
                     and newest.xact >= pg_snapshot_xmax(pg_current_snapshot())) then
      raise exception 'this server counts its transactions below the ledger: docs/runbooks/restored_ledger.md'
        using errcode = 'LFB12';
    end if;
    perform set_config('lipa.journals_counted', tg_relid::text, false);
  end if;
  -- offset 0 keeps the case in one place: moved into the condition it would be prepared twice.
  select f.fault into v_fault
    from (select case
                   when n.kind <> 'fare' and n.kind !~ '^[a-z][a-z_]{1,29}$' then 'journals_kind_is_a_word'
                   when length(n.reference) not between 1 and 100 then 'journals_reference_is_short'
                   when not (isfinite(n.value_at) and isfinite(n.posted_at) and isfinite(n.business_on))
                     then 'journals_times_are_finite'
                   when n.corrects_journal_id is not null and n.reason is null then 'journals_correction_says_why'
                   when n.xact <> pg_current_xact_id()
                        or (select e.line_no from ledger.ledger_entries e
                             where e.journal_id = n.journal_id limit 1) is null then 'LFV11'
                   when n.business_on <= (select d.business_on from ledger.closed_days d
                                           order by d.business_on desc limit 1) then 'LFC11'
                 end as fault
            from new_journals n offset 0) f
   where f.fault is not null;
  if v_fault in ('LFV11', 'LFC11') then
    raise exception '%', case v_fault
      when 'LFV11' then 'a journal is written in its own transaction, with its entries'
      else 'that day is closed' end using errcode = v_fault;
  elsif v_fault is not null then
    raise exception 'a new journal violates %', v_fault using errcode = 'check_violation', constraint = v_fault;
  end if;
  return null;
end $$;
comment on function ledger.guard_new_journals is
  'Every new journal carries this transaction''s id, which is above every closed position, has entries by the end of '
  'its statement, and counts for a day that is open; its columns hold what they may. Raises LFB12, LFV11, LFC11, '
  'check_violation.';
create trigger guard_born_whole after insert on ledger.journals
  referencing new table as new_journals
  for each statement execute function ledger.guard_new_journals();
alter table ledger.journals enable always trigger guard_born_whole;

create table ledger.ledger_entries (
  journal_id    bigint   not null,
  sub_wallet_id bigint   not null,
  amount_cents  bigint   not null,
  xact          xid8     not null default pg_current_xact_id(),
  line_no       smallint not null,
  currency      text     not null,
  primary key (journal_id, line_no)  -- what a column may hold is checked by guard_new_entries
);
create index ledger_entries_tail on ledger.ledger_entries (sub_wallet_id, xact) include (amount_cents);
comment on table ledger.ledger_entries is
  'One entry: amount_cents into (positive) or out of (negative) a sub_wallet. No foreign keys: a lock on the shared '
  'commission row costs a quarter of the throughput, so the guard checks whole sets instead.';
create trigger guard_append_only before update or delete or truncate on ledger.ledger_entries
  for each statement execute function ledger.guard_append_only();
alter table ledger.ledger_entries enable always trigger guard_append_only;

create function ledger.guard_new_entries() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  v_fault   text;
  v_seen    int;
  v_debited bigint[];
begin
  -- One query about the whole set is cheaper than a row trigger, and than a foreign key on a hot row. What it finds
  -- are bits of one number, because each aggregate costs as much as an entry: 16 an amount or line that no entry may
  -- have, 8 is not balanced, 4 of another transaction, 2 no such sub_wallet, 1 takes from a guarded one.
  select bit_or(g.seen | case when g.cents <> 0 then 8 else 0 end
                | case when (select j.xact from ledger.journals j where j.journal_id = g.journal_id)
                            is distinct from pg_current_xact_id() then 4 else 0 end)
    into v_seen
    from (select n.journal_id, sum(n.amount_cents) as cents,
                 bit_or(case when n.xact <> pg_current_xact_id() then 4 else 0 end
                        | case when n.amount_cents = 0 or n.line_no not between 1 and 999
                                    or n.amount_cents not between -1000000000000000 and 1000000000000000 then 16
                               when s.currency is distinct from n.currency then 2
                               when s.guarded and n.amount_cents < 0 then 1 else 0 end) as seen
            from new_entries n
            -- offset 0 makes this a look-up for each entry: a join could be planned to read all sub_wallets.
            left join lateral (select w.currency, w.guarded from ledger.sub_wallets w
                                where w.sub_wallet_id = n.sub_wallet_id offset 0) s on true
           group by n.journal_id, n.currency) g;
  v_fault := case when current_setting('synchronous_commit') in ('off', 'local') then 'LFB10'
                  when v_seen >= 16 then '23514' when v_seen >= 8 then 'LFV10'
                  when v_seen >= 4 then 'LFV12' when v_seen >= 2 then 'LFV13' end;
  if v_fault is not null then
    raise exception '%', case v_fault
      when 'LFB10' then 'posting needs synchronous_commit on'
      when '23514' then 'an entry moves 1 to 1,000,000,000,000,000 cents, in a line from 1 to 999'
      when 'LFV10' then 'a journal must sum to zero in each currency'
      when 'LFV12' then 'entries belong to a journal of their own transaction'
      else 'no such sub_wallet in that currency' end using errcode = v_fault;
  end if;
  if v_seen is distinct from 1 then
    return null;
  end if;
  -- A debit locks its sub_wallets first (lowest id first, so that two journals never deadlock) and reads the balance
  -- afterwards: each statement below sees all that committed before it.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'debits need isolation level read committed' using errcode = 'LFB11';
  end if;
  v_debited := array(select distinct n.sub_wallet_id from new_entries n
                      where n.amount_cents < 0
                        and (select w.guarded from ledger.sub_wallets w where w.sub_wallet_id = n.sub_wallet_id));
  perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_debited)
    order by s.sub_wallet_id for no key update;
  -- Balance and holds are read with one snapshot: a fare that is held and its hold are seen together or not at all.
  select case when min(b.balance_cents) < 0 then 'LFF10' when min(b.balance_cents - b.held_cents) < 0 then 'LFF11' end
    into v_fault
    from (select coalesce(c.balance_cents, 0)
                 + (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
                     where e.sub_wallet_id = d.sub_wallet_id
                       and e.xact >= coalesce(c.horizon, '0'::xid8)) as balance_cents,
                 (select coalesce(sum(h.amount_cents), 0) from ledger.holds h
                   where h.sub_wallet_id = d.sub_wallet_id and h.released_at is null) as held_cents
            from unnest(v_debited) as d(sub_wallet_id)
            left join lateral (select c.horizon, c.balance_cents from ledger.checkpoints c
                                where c.sub_wallet_id = d.sub_wallet_id
                                order by c.horizon desc limit 1) c on true) b;
  if v_fault = 'LFF10' then
    raise exception 'not enough money in a guarded sub_wallet' using errcode = v_fault;
  elsif v_fault = 'LFF11' then
    raise exception 'the rest is held until the operator confirms it' using errcode = v_fault;
  end if;
  return null;
end $$;
comment on function ledger.guard_new_entries is
  'Checks every inserted set of entries. Raises LFV10 (not balanced), LFV12 (journal of another '
  'transaction, or none), LFV13 (no such sub_wallet in that currency), LFF10 (a guarded sub_wallet would go below '
  'zero), LFF11 (below what is held of it), LFB10 (synchronous_commit off or local), LFB11 (a debit outside read '
  'committed), check_violation (an amount or line that no entry may have: docs/decisions/batching.md).';
create trigger guard_born_balanced after insert on ledger.ledger_entries
  referencing new table as new_entries
  for each statement execute function ledger.guard_new_entries();
alter table ledger.ledger_entries enable always trigger guard_born_balanced;

create table ledger.cutoffs (
  cutoff_id bigint generated always as identity primary key,
  horizon   xid8        not null unique,
  closed_at timestamptz not null default clock_timestamp()
);
comment on table ledger.cutoffs is
  'A cutoff covers every entry whose transaction is below its horizon. All of those transactions have ended, '
  'so a balance as of a cutoff is exact and never changes.';
create trigger guard_append_only before update or delete or truncate on ledger.cutoffs
  for each statement execute function ledger.guard_append_only();
alter table ledger.cutoffs enable always trigger guard_append_only;

create function ledger.guard_new_cutoffs() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if exists (select from new_cutoffs n
              where n.horizon > pg_snapshot_xmin(pg_current_snapshot())
                 or exists (select from ledger.cutoffs p
                             where p.cutoff_id < n.cutoff_id and p.horizon >= n.horizon)) then
    raise exception 'a cutoff covers settled entries and is later than the one before' using errcode = 'LFV15';
  end if;
  return null;
end $$;
comment on function ledger.guard_new_cutoffs is
  'The horizon of a cutoff is settled, and later than that of the one before. Raises LFV15.';
create trigger guard_settled after insert on ledger.cutoffs
  referencing new table as new_cutoffs
  for each statement execute function ledger.guard_new_cutoffs();
alter table ledger.cutoffs enable always trigger guard_settled;

create table ledger.checkpoints (
  sub_wallet_id bigint not null references ledger.sub_wallets,
  horizon       xid8   not null,
  balance_cents bigint not null,
  made_at       timestamptz not null default clock_timestamp(),
  primary key (sub_wallet_id, horizon)
);
comment on table ledger.checkpoints is
  'Sum of a sub_wallet''s entries below a horizon, proved when written. Derived: all of them can be deleted and '
  'rebuilt from the entries.';
create trigger guard_append_only before update on ledger.checkpoints
  for each statement execute function ledger.guard_append_only();
alter table ledger.checkpoints enable always trigger guard_append_only;

create function ledger.guard_new_checkpoints() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  -- The guard on entries relies on checkpoints, so a false one would let money out that isn't there.
  -- Each is proved from the one before it; checkpoints can be deleted, but never changed.
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
comment on function ledger.guard_new_checkpoints is
  'A checkpoint equals the sum of the entries below its horizon. Raises LFV14 (it doesn''t, or the horizon is not '
  'settled).';
create trigger guard_proved after insert on ledger.checkpoints
  referencing new table as new_checkpoints
  for each statement execute function ledger.guard_new_checkpoints();
alter table ledger.checkpoints enable always trigger guard_proved;

create table ledger.closed_days (
  business_on date primary key,
  closed_at   timestamptz not null default clock_timestamp(),
  xact        xid8 not null default pg_current_xact_id(),
  closed_by   bigint references accounts.users,
  reason      text,
  constraint closed_days_hand_says_why check ((closed_by is null) = (reason is null)
    and (reason is null or length(btrim(reason)) between 10 and 200))
);
comment on table ledger.closed_days is
  'Days that are closed in the ledger. Money that belongs to one of them counts for the first open day after it. '
  'closed_by, reason: by hand, where the statement did not come. xact: the transaction that closed it.';
create trigger guard_append_only before update or delete or truncate on ledger.closed_days
  for each statement execute function ledger.guard_append_only();
alter table ledger.closed_days enable always trigger guard_append_only;

-- Money can be seen before the operator has confirmed it, but it can't leave: whoever knows our callback address can
-- send a payment message, so a message alone is no proof of money.
create table ledger.holds (
  hold_id       bigint generated always as identity primary key,
  journal_id    bigint not null,
  sub_wallet_id bigint not null,
  amount_cents  bigint not null,
  reason        text   not null,
  held_at       timestamptz not null default clock_timestamp(),
  held_xact     xid8   not null default pg_current_xact_id(),
  released_at   timestamptz,
  released_xact xid8,
  release_reason text,
  constraint holds_amount_is_positive check (amount_cents > 0),
  constraint holds_reason_is_said check (length(btrim(reason)) between 3 and 200),
  constraint holds_release_is_whole check (num_nonnulls(released_at, released_xact, release_reason) in (0, 3)),
  constraint holds_release_comes_after check (released_at >= held_at)
);
-- Allows one open hold for a journal and sub_wallet, and lets the guard read open holds only, however many there were.
create unique index holds_open on ledger.holds (sub_wallet_id, journal_id) include (amount_cents)
  where released_at is null;
create index holds_by_journal on ledger.holds (journal_id);
comment on table ledger.holds is
  'Cents that a journal brought into a guarded sub_wallet and that may not leave it while the hold is open '
  '(released_at null). Released once, never changed otherwise, never deleted; held again is another row. No foreign '
  'keys: they would lock the commission''s row; the guard checks instead.';
create trigger guard_append_only before delete or truncate on ledger.holds
  for each statement execute function ledger.guard_append_only();
alter table ledger.holds enable always trigger guard_append_only;

create function ledger.guard_new_holds() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off as $$
begin
  if exists (select from new_holds n
              where n.released_at is not null or n.held_xact <> pg_current_xact_id()
                 or n.amount_cents > (select coalesce(sum(e.amount_cents), 0)
                                        from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
                                       where e.journal_id = n.journal_id and e.sub_wallet_id = n.sub_wallet_id
                                         and s.guarded)) then
    raise exception 'a hold is at most what its journal brought into a guarded sub_wallet' using errcode = 'LFV43';
  end if;
  -- The money of a journal of this transaction can't have been taken by another one, so no lock and no sum is needed,
  -- unless this transaction took some. The money of an older journal may be leaving at this moment, so its hold
  -- locks the sub_wallet as a debit does, and then checks what is left.
  perform from ledger.sub_wallets s
    where s.sub_wallet_id in (select n.sub_wallet_id from new_holds n join ledger.journals j using (journal_id)
                               where j.xact <> pg_current_xact_id())
    order by s.sub_wallet_id for no key update;
  if exists (
    select from (select distinct n.sub_wallet_id from new_holds n join ledger.journals j using (journal_id)
                  where j.xact <> pg_current_xact_id()
                     or exists (select from ledger.ledger_entries e
                                 where e.sub_wallet_id = n.sub_wallet_id and e.xact = pg_current_xact_id()
                                   and e.amount_cents < 0)) d
      left join lateral (select c.horizon, c.balance_cents from ledger.checkpoints c
                          where c.sub_wallet_id = d.sub_wallet_id
                          order by c.horizon desc limit 1) c on true
     where coalesce(c.balance_cents, 0)
           + (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
               where e.sub_wallet_id = d.sub_wallet_id
                 and e.xact >= coalesce(c.horizon, '0'::xid8))
           < (select sum(h.amount_cents) from ledger.holds h
               where h.sub_wallet_id = d.sub_wallet_id and h.released_at is null)) then
    raise exception 'not enough money is left to hold' using errcode = 'LFF11';
  end if;
  return null;
end $$;
comment on function ledger.guard_new_holds is
  'A hold begins open, keeps no more than its journal brought into that guarded sub_wallet, and no more than is '
  'there. Raises LFV43 (it would keep more), LFF11 (the money has left already).';
create trigger guard_born_open after insert on ledger.holds
  referencing new table as new_holds
  for each statement execute function ledger.guard_new_holds();
alter table ledger.holds enable always trigger guard_born_open;

create function ledger.guard_released_holds() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp as $$
begin
  if old.released_at is not null or new.released_at is null or new.released_xact <> pg_current_xact_id()
     or (new.hold_id, new.journal_id, new.sub_wallet_id, new.amount_cents, new.reason, new.held_at, new.held_xact)
        is distinct from
        (old.hold_id, old.journal_id, old.sub_wallet_id, old.amount_cents, old.reason, old.held_at, old.held_xact) then
    raise exception 'a hold is released once, and nothing else of it changes' using errcode = 'LFA43';
  end if;
  return new;
end $$;
comment on function ledger.guard_released_holds is 'A hold changes only once, from open to released. Raises LFA43.';
create trigger guard_released_once before update on ledger.holds
  for each row execute function ledger.guard_released_holds();
alter table ledger.holds enable always trigger guard_released_once;

-- The platform's own shard, for money that belongs to no SACCO yet.
insert into ledger.wallets (kind, currency) values ('trust', 'KES'), ('suspense', 'KES');
insert into ledger.sub_wallets (wallet_id, purpose, currency, guarded)
select w.wallet_id, 'main', w.currency, w.kind <> 'trust' from ledger.wallets w;

-- migrate:down
-- Forward only: a later migration corrects this one.
