-- migrate:up
-- Money may be seen before the operator has confirmed it, but it may not leave: a message is not yet
-- money, because whoever knows our callback address can write one.

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
-- One open hold a journal and sub_wallet, and what the guard reads: open ones only, however many there were.
create unique index holds_open on ledger.holds (sub_wallet_id, journal_id) include (amount_cents) where released_at is null;
create index holds_by_journal on ledger.holds (journal_id);
comment on table ledger.holds is 'Cents that a journal brought into a guarded sub_wallet and that may not leave it while the hold is open (released_at null). Released once, never changed otherwise, never deleted; held again is another row. No foreign keys: they would lock the commission''s row; the guard looks.';

create function ledger.guard_new_holds() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off set enable_hashjoin = off as $$
begin
  if exists (select from new_holds n
              where n.released_at is not null or n.held_xact <> pg_current_xact_id()
                 or n.amount_cents > (select coalesce(sum(e.amount_cents), 0)
                                        from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
                                       where e.journal_id = n.journal_id and e.sub_wallet_id = n.sub_wallet_id and s.guarded)) then
    raise exception 'a hold keeps what its journal brought into a guarded sub_wallet' using errcode = 'LFV43';
  end if;
  -- A journal of this transaction brings its own money, which nobody else can have taken: nothing to wait
  -- for and nothing to add up, unless this very transaction took some. Of an older one somebody may be taking
  -- it now, so that hold waits its turn as a debit does, and looks at what is left.
  perform from ledger.sub_wallets s
    where s.sub_wallet_id in (select n.sub_wallet_id from new_holds n join ledger.journals j using (journal_id)
                               where j.xact <> pg_current_xact_id())
    order by s.sub_wallet_id for no key update;
  if exists (
    select from (select distinct n.sub_wallet_id from new_holds n join ledger.journals j using (journal_id)
                  where j.xact <> pg_current_xact_id()
                     or exists (select from ledger.ledger_entries e
                                 where e.sub_wallet_id = n.sub_wallet_id and e.xact = pg_current_xact_id() and e.amount_cents < 0)) d
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
comment on function ledger.guard_new_holds() is 'A hold begins open, keeps no more than its journal brought into that guarded sub_wallet, and no more than is there. Raises LFV43 (it would), LFF11 (the money has left already).';

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
comment on function ledger.guard_released_holds() is 'The only change a hold knows: open to released. Raises LFA43.';

create trigger guard_append_only before delete or truncate on ledger.holds
  for each statement execute function ledger.guard_append_only();
create trigger guard_released_once before update on ledger.holds
  for each row execute function ledger.guard_released_holds();
create trigger guard_born_open after insert on ledger.holds
  referencing new table as new_holds
  for each statement execute function ledger.guard_new_holds();
alter table ledger.holds enable always trigger guard_append_only;
alter table ledger.holds enable always trigger guard_released_once;
alter table ledger.holds enable always trigger guard_born_open;

-- The guard on entries, with one more question for money that goes out: is what stays at least what is
-- held? Money that comes in is judged as before, by the same one look.
create or replace function ledger.guard_new_entries() returns trigger
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
  -- Balance and holds by one snapshot: a fare that is held and its hold are seen together or not at all.
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
    raise exception 'what is left is held until the operator has confirmed it' using errcode = v_fault;
  end if;
  return null;
end $$;
comment on function ledger.guard_new_entries() is 'Born balanced: checks every inserted set of entries. Raises LFV10 (not balanced), LFV12 (journal of another transaction, or none), LFV13 (no such sub_wallet in that currency), LFF10 (a guarded sub_wallet would go below zero), LFF11 (below what is held of it), LFB10 (synchronous_commit off or local), LFB11 (a debit outside read committed).';

-- migrate:down
-- Forward only: what turns out wrong is mended by the next migration.
