-- Holds what these journals bring: it is in the sub_wallets but may not leave. Called in the transaction that posts
-- them. Source: docs/decisions/holds-and-verification.md. Locks: none. Repeat: a journal is held once.
create or replace function ledger.hold_journals(
  p_journal_ids bigint[],   -- posted in this transaction
  p_reason      text        -- for people: why
) returns bigint language plpgsql as $$
declare
  v_cents bigint;
begin
  with held as (
    insert into ledger.holds as h (journal_id, sub_wallet_id, amount_cents, reason)
    select e.journal_id, e.sub_wallet_id, sum(e.amount_cents), p_reason
      from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
     where e.journal_id = any (p_journal_ids) and s.guarded
     group by e.journal_id, e.sub_wallet_id having sum(e.amount_cents) > 0
    on conflict (sub_wallet_id, journal_id) where released_at is null do nothing returning h.amount_cents)
  select coalesce(sum(h.amount_cents), 0) into v_cents from held h;
  return v_cents;
end $$;
comment on function ledger.hold_journals is 'Holds all that journals of this transaction brought into guarded '
  'sub_wallets; returns the cents newly held. Raises LFF11 (part of it has left already, in this very transaction).';
