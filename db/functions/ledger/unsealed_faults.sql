-- Finds rows that no seal can cover: entries without their journal, journals with a transaction that has not begun, and
-- journals that came into a closed day after its last seal. Reads all entries.
-- Repeat: the same, unless somebody changed the ledger. Source: docs/decisions/ledger.md.
create or replace function ledger.unsealed_faults() returns table (
  seal_id bigint, business_on date, fault text, journal_id bigint, line_no int) language sql stable as $$
  with open as (
    select j.journal_id, j.business_on, j.xact from ledger.journals j
     where j.xact::text::bigint >= coalesce((select s.horizon::text::bigint from ledger.seals s
                                              order by s.seal_id desc limit 1), 0))
  select null::bigint, (select s.business_on from ledger.seals s where e.xact >= s.horizon_from and e.xact < s.horizon
                         order by s.seal_id limit 1),
         'entry_without_journal', e.journal_id, e.line_no::int
    from ledger.ledger_entries e
   where not exists (select from ledger.journals j where j.journal_id = e.journal_id)
   union all
  select null, o.business_on, 'journal_of_no_transaction', o.journal_id, null
    from open o
   where o.xact >= pg_snapshot_xmax(pg_current_snapshot()) and o.xact is distinct from pg_current_xact_id_if_assigned()
   union all
  select null, o.business_on, 'journal_of_closed_day', o.journal_id, null
    from open o
   where o.business_on <= (select max(s.business_on) from ledger.seals s where s.closes_day)
$$;
comment on function ledger.unsealed_faults is 'seal_id is null; business_on: of the seal that the row would belong to, '
  'null when it is of none. Raises nothing.';
