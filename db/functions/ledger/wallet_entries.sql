-- Lists what came into a sub_wallet and what went out, newest first, a page at a time; the same as of one horizon.
create or replace function ledger.wallet_entries(
  p_sub_wallet_id bigint,
  p_horizon       xid8,    -- see ledger.as_of
  p_before        text,    -- position of the last entry already seen, <xact>.<journal>; null: from the top
  p_limit         int
) returns table (place text, journal_id bigint, kind text, reference text, value_at timestamptz,
                 business_on date, amount_cents bigint, corrects_journal_id bigint, reason text)
language sql stable as $$
  select e.xact || '.' || e.journal_id, j.journal_id, j.kind, j.reference, j.value_at,
         j.business_on, e.amount_cents, j.corrects_journal_id, j.reason
    from (select x.xact, x.journal_id, sum(x.amount_cents)::bigint as amount_cents
            from ledger.ledger_entries x
           where x.sub_wallet_id = p_sub_wallet_id and x.xact < p_horizon
             and (p_before is null
                  or (x.xact, x.journal_id)
                     < (split_part(p_before, '.', 1)::xid8, split_part(p_before, '.', 2)::bigint))
           group by x.xact, x.journal_id
           order by x.xact desc, x.journal_id desc limit p_limit) e
    join ledger.journals j using (journal_id)
   order by e.xact desc, e.journal_id desc
$$;
comment on function ledger.wallet_entries is
  'Entries of a sub_wallet, one row a journal, in cents (positive: into it), newest first. The caller checks p_before.';
