-- Holds what an older journal brought, as far as it is still there. The caller raises an alarm, and people find out
-- about what has left. Source: docs/decisions/holds-and-verification.md. Locks: the sub_wallets it holds, lowest id
-- first, as a debit does. Repeat: what is held stays held once. A reversed journal holds nothing.
create or replace function ledger.hold_remaining(
  p_journal_id bigint,
  p_reason     text      -- for people: why
) returns bigint language plpgsql as $$
declare
  v_sub_wallet_ids  bigint[];
  v_cents bigint;
begin
  select array_agg(s.sub_wallet_id order by s.sub_wallet_id) into v_sub_wallet_ids
    from ledger.sub_wallets s
   where s.guarded and s.sub_wallet_id in (select e.sub_wallet_id from ledger.ledger_entries e
                                            where e.journal_id = p_journal_id and e.amount_cents > 0);
  perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_sub_wallet_ids)
    order by s.sub_wallet_id for no key update;
  with held as (
    insert into ledger.holds as h (journal_id, sub_wallet_id, amount_cents, reason)
    select p_journal_id, b.sub_wallet_id, least(b.brought_cents, b.free_cents), p_reason
      from (select k.sub_wallet_id,
                   (select sum(e.amount_cents) from ledger.ledger_entries e
                     where e.journal_id = p_journal_id and e.sub_wallet_id = k.sub_wallet_id) as brought_cents,
                   k.balance_cents - (select coalesce(sum(o.amount_cents), 0) from ledger.holds o
                                       where o.sub_wallet_id = k.sub_wallet_id and o.released_at is null) as free_cents
              from ledger.balances(p_sub_wallet_ids => v_sub_wallet_ids, p_asof => null) k) b
     where least(b.brought_cents, b.free_cents) > 0
       and not exists (select from ledger.journals j where j.corrects_journal_id = p_journal_id)
       and not exists (select from ledger.holds o
                        where o.journal_id = p_journal_id and o.sub_wallet_id = b.sub_wallet_id
                          and o.released_at is null) returning h.amount_cents)
  select coalesce(sum(h.amount_cents), 0) into v_cents from held h;
  return v_cents;
end $$;
comment on function ledger.hold_remaining is
  'Holds what a journal brought into guarded sub_wallets and is still free there; returns the cents newly held.';
