-- Matches open lines about payments with their journals, by receipt: for those whose message came after the line.
-- Locks: the lines. Repeat: what is matched is left alone. Source: docs/decisions/reconciliation.md.
create or replace function recon.match_payments(p_line_ids bigint[]) returns bigint
language plpgsql set plan_cache_mode = force_custom_plan as $$
declare
  -- Lines of a file have ids in a row: the range spares reading all lines there ever were.
  v_first bigint;
  v_last  bigint;
  v_done  bigint;
begin
  select min(u), max(u) into v_first, v_last from unnest(p_line_ids) u;
  with found as (
    select distinct on (j.journal_id, l.source) l.line_id, l.source, j.journal_id
      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
      join mobile_money.payments p on p.receipt = l.receipt
       and p.amount_cents = l.amount_cents and p.short_code = l.short_code
      left join fares.fares f on f.receipt = l.receipt
      left join ledger.journals s on f.receipt is null and s.kind = 'suspense' and s.reference = l.receipt
     cross join lateral (select coalesce(f.journal_id, s.journal_id) as journal_id) j
     where l.line_id between v_first and v_last
       and l.kind = 'payment' and l.state = 'open' and j.journal_id is not null
     order by j.journal_id, l.source, l.line_id)
  update recon.lines l
     set state = 'matched', rule = 'receipt', journal_id = f.journal_id, matched_at = clock_timestamp()
    from found f
   where l.line_id = f.line_id and l.line_id between v_first and v_last and l.state = 'open'
     and not exists (select from recon.lines o where o.journal_id = f.journal_id and o.source = f.source)
     and not exists (select from recon.match_journals m where m.journal_id = f.journal_id and m.source = f.source);
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function recon.match_payments is 'How many lines it matched. Raises nothing.';
