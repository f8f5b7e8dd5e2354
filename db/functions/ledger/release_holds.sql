-- Ends the holds of a journal: M-Pesa has verified it, or it is being reversed. Holds of journals that restored it
-- after a reversal end too. Source: docs/decisions/holds-and-verification.md. Locks: the holds' rows, in order; no
-- sub_wallet, because a release only makes more debits legal. Repeat: nothing left to release.
create or replace function ledger.release_holds(
  p_journal_id bigint,
  p_reason     text      -- for people: why
) returns bigint language plpgsql as $$
declare
  v_cents bigint;
begin
  with recursive descent as (
    select p_journal_id as journal_id
     union
    select j.journal_id from ledger.journals j join descent s on j.corrects_journal_id = s.journal_id
  ), locked as materialized (
    select h.hold_id from ledger.holds h
     where h.journal_id in (select s.journal_id from descent s) and h.released_at is null order by h.hold_id for update
  ), released as (
    update ledger.holds h
       set released_at = greatest(clock_timestamp(), h.held_at), released_xact = pg_current_xact_id(),
           release_reason = p_reason
      from locked where h.hold_id = locked.hold_id returning h.amount_cents)
  select coalesce(sum(r.amount_cents), 0) into v_cents from released r;
  return v_cents;
end $$;
comment on function ledger.release_holds is 'Ends the open holds of a journal; returns the cents released.';
