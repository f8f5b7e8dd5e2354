-- Shows how much of these sub_wallets is held, and which journals brought it.
-- Source: docs/decisions/holds-and-verification.md. Repeat: as of a horizon the answer is the same for ever.
create or replace function ledger.held_of(
  p_sub_wallet_ids bigint[],
  p_horizon        xid8       -- see ledger.as_of
) returns jsonb language plpgsql stable as $$
begin
  return (
    with held as (
      select j.journal_id, j.kind, j.reference, sum(h.amount_cents)::bigint as cents from ledger.holds h
        join ledger.journals j using (journal_id)
       where h.sub_wallet_id = any (p_sub_wallet_ids) and h.held_xact < p_horizon
         and (h.released_xact is null or h.released_xact >= p_horizon) group by j.journal_id)
    select jsonb_build_object('cents', sum(h.cents)::bigint,
             'rows', jsonb_agg(jsonb_build_object('kind', h.kind, 'reference', h.reference, 'cents', h.cents)
               order by h.journal_id))
      from held h having count(*) > 0);
end $$;
comment on function ledger.held_of is
  'cents held in these sub_wallets together, and rows (kind, reference, cents), oldest first; null when nothing is.';
