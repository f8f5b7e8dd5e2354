-- Matches several lines that share a receipt with the one payment that they make up together (a payment partly by
-- overdraft stands in two rows). Locks: the lines. Repeat: what is matched is left alone.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.match_groups(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v          record;
  v_match_id bigint;
  v_done     bigint := 0;
begin
  for v in
    select g.*, j.journal_id
      from (select l.receipt, l.source, l.short_code, array_agg(l.line_id) as line_ids, sum(l.amount_cents) as cents
              from (select distinct k.receipt, k.source, k.short_code
                      from unnest(p_line_ids) u(line_id) join recon.lines k using (line_id)
                     where k.state = 'open' and k.kind in ('payment', 'other')) k
              join recon.lines l using (receipt, source, short_code)
             where l.state = 'open' and l.kind in ('payment', 'other')
             group by l.receipt, l.source, l.short_code having count(*) > 1) g
     cross join lateral (select recon.journal_of_receipt(p_receipt => g.receipt, p_short_code => g.short_code,
                           p_amount_cents => g.cents::bigint, p_source => g.source) as journal_id) j
     where j.journal_id is not null
     order by g.receipt loop
    insert into recon.matches (rule) values ('lines_of_one_receipt') returning match_id into v_match_id;
    insert into recon.match_journals (match_id, journal_id, source) values (v_match_id, v.journal_id, v.source);
    update recon.lines l
       set state = 'matched', rule = 'lines_of_one_receipt', match_id = v_match_id, matched_at = clock_timestamp()
     where l.line_id = any (v.line_ids);
    v_done := v_done + cardinality(v.line_ids);
  end loop;
  return v_done;
end $$;
comment on function recon.match_groups is 'How many lines it matched. Raises nothing.';
