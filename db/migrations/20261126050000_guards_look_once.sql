-- migrate:up
-- The guards of the fare path, each rule as before, but by one look at the set instead of one a rule: starting
-- a query costs more than running it over seven legs (decision 0094). Index by index whatever the statistics
-- say, as before; now also because the questions are asked in a form that can't be answered by reading a table.

create or replace function ledger.guard_new_journals() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  v_fault text;
begin
  select f.fault into v_fault
    from (select case
                   when n.xact <> pg_current_xact_id()
                        or (select e.line_no from ledger.ledger_entries e where e.journal_id = n.journal_id limit 1) is null then 'LFV11'
                   when n.business_on <= (select max(d.business_on) from ledger.closed_days d) then 'LFC11'
                 end as fault
            from new_journals n) f
   where f.fault is not null
   limit 1;
  if v_fault is not null then
    raise exception '%', case v_fault
      when 'LFV11' then 'a journal is written in its own transaction, with its entries'
      else 'that day is closed' end using errcode = v_fault;
  end if;
  return null;
end $$;
comment on function ledger.guard_new_journals() is 'Every new journal carries this transaction''s id, has entries by the end of its statement, and counts for a day that is open. Raises LFV11, LFC11.';

create or replace function ledger.guard_new_entries() returns trigger
language plpgsql set search_path = pg_catalog, pg_temp set enable_seqscan = off as $$
declare
  v_fault   text;
  v_seen    int;
  v_debited bigint[];
begin
  -- One look at the whole set: cheaper than a row trigger, and than a foreign key on a hot row. What it sees
  -- is bits of one number, because each aggregate costs as much as a leg: 8 is not balanced, 4 of another
  -- transaction, 2 no such sub_wallet, 1 takes from a guarded one.
  select bit_or(g.seen | case when g.cents <> 0 then 8 else 0 end
                | case when (select j.xact from ledger.journals j where j.journal_id = g.journal_id)
                            is distinct from pg_current_xact_id() then 4 else 0 end)
    into v_seen
    from (select n.journal_id, sum(n.amount_cents) as cents,
                 bit_or(case when n.xact <> pg_current_xact_id() then 4 else 0 end
                        | case when s.currency is distinct from n.currency then 2
                               when s.guarded and n.amount_cents < 0 then 1 else 0 end) as seen
            from new_entries n
            -- offset 0 keeps this a look-up for each leg: a join could be planned as a walk through all sub_wallets.
            left join lateral (select w.currency, w.guarded from ledger.sub_wallets w
                                where w.sub_wallet_id = n.sub_wallet_id offset 0) s on true
           group by n.journal_id, n.currency) g;
  v_fault := case when current_setting('synchronous_commit') in ('off', 'local') then 'LFB10'
                  when v_seen >= 8 then 'LFV10' when v_seen >= 4 then 'LFV12' when v_seen >= 2 then 'LFV13' end;
  if v_fault is not null then
    raise exception '%', case v_fault
      when 'LFB10' then 'posting needs synchronous_commit on'
      when 'LFV10' then 'a journal must sum to zero in each currency'
      when 'LFV12' then 'entries belong to a journal of their own transaction'
      else 'no such sub_wallet in that currency' end using errcode = v_fault;
  end if;
  if v_seen is distinct from 1 then
    return null;
  end if;
  -- Money going out waits its turn (lowest id first, so that two journals never wait in a circle),
  -- and only then looks: each statement below sees all that committed before it.
  if current_setting('transaction_isolation') <> 'read committed' then
    raise exception 'money goes out at read committed only' using errcode = 'LFB11';
  end if;
  v_debited := array(select distinct n.sub_wallet_id from new_entries n
                      where n.amount_cents < 0
                        and (select w.guarded from ledger.sub_wallets w where w.sub_wallet_id = n.sub_wallet_id));
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
