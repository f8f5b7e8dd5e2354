-- Tells whether a line of this source names a payment of ours. One that two people matched by force stands for the
-- journals of that match only: a message that came after it posted the same money once more.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.has_line(
  p_receipt    text,
  p_source     text,     -- statement or pull
  p_journal_id bigint    -- of the payment
) returns boolean language sql stable as $$
  select exists (select from recon.lines l
                  where l.receipt = p_receipt and l.source = p_source and l.state <> 'copy' and l.kind = 'payment'
                    and (l.rule is distinct from 'forced' or exists (
                           select from recon.match_journals m
                            where m.match_id = l.match_id and m.journal_id = p_journal_id)))
$$;
comment on function recon.has_line is
  'false also for no such receipt. Raises nothing.';
