-- Computes the leaf of each journal between two horizons: its number, 16 bytes of the sha256 of its row and entries,
-- how many entries it has, and for each its line and 4 bytes of its own sha256, by which a broken one is named.
-- Repeat: the same, unless somebody changed the ledger. Source: docs/decisions/ledger.md.
create or replace function ledger.leaves(
  p_from xid8,   -- transactions from this one
  p_to   xid8    -- up to this one, without it
) returns table (journal_id bigint, business_on date, xact xid8, entries int, leaf bytea)
-- By the index on ranges, whatever the statistics say: new journals are few, and the table grows for ever.
language plpgsql stable set enable_seqscan = off as $$
begin
  return query
  select j.journal_id, j.business_on, j.xact, e.entries,
         int8send(j.journal_id) || substr(sha256(ledger.journal_bytes(p_journal => j) || e.hashes), 1, 16)
           || int2send(e.entries::smallint) || e.checks
    from ledger.journals j
   cross join lateral (
     select count(*)::int, coalesce(string_agg(x.hash, ''), ''),
            coalesce(string_agg(int2send(x.line_no) || substr(x.hash, 1, 4), ''), '')
       from (select l.line_no, sha256(ledger.entry_bytes(p_entry => l)) as hash
               from ledger.ledger_entries l where l.journal_id = j.journal_id
              order by l.line_no offset 0) x) as e(entries, hashes, checks)
   where j.xact::text::bigint >= p_from::text::bigint and j.xact::text::bigint < p_to::text::bigint;
end $$;
comment on function ledger.leaves is 'One row for each journal, in no order. Raises nothing.';
