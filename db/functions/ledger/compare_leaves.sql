-- Names the rows in which the leaves of a seal and those of the ledger as it is now differ.
-- Repeat: the same. Source: docs/decisions/ledger.md.
create or replace function ledger.compare_leaves(p_sealed bytea, p_now bytea) returns table (
  fault text, journal_id bigint, line_no int) language sql stable as $$
  with sealed as materialized (select o.* from ledger.open_leaves(p_leaves => p_sealed) o),
       now as materialized (select o.* from ledger.open_leaves(p_leaves => p_now) o),
       heads as materialized (
    select journal_id, s.digest as sealed_digest, n.digest as now_digest
      from (select * from sealed where line_no is null) s
      full join (select * from now where line_no is null) n using (journal_id)
     where s.digest is distinct from n.digest),
       lines as materialized (
    select journal_id, line_no, s.line_check as sealed_check, n.line_check as now_check
      from (select l.* from sealed l join heads h using (journal_id)
             where l.line_no is not null and h.sealed_digest is not null and h.now_digest is not null) s
      full join (select l.* from now l join heads h using (journal_id)
                  where l.line_no is not null and h.sealed_digest is not null and h.now_digest is not null) n
           using (journal_id, line_no)
     where s.line_check is distinct from n.line_check)
  select case when h.sealed_digest is null then 'journal_added'
              when h.now_digest is not null then 'journal_changed'
              when exists (select from ledger.journals j where j.journal_id = h.journal_id) then 'journal_moved'
              else 'journal_missing' end, h.journal_id, null
    from heads h
   where not exists (select from lines l where l.journal_id = h.journal_id)
   union all
  select case when l.sealed_check is null then 'entry_added' when l.now_check is null then 'entry_missing'
              else 'entry_changed' end, l.journal_id, l.line_no
    from lines l
$$;
comment on function ledger.compare_leaves is 'fault (journal_missing, journal_added, journal_changed, journal_moved: '
  'it is there, but no longer in this seal; entry_missing, entry_added, entry_changed), journal, line. Raises nothing.';
