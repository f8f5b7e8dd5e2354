-- Matches open lines about payments that the operator took back with the journals by which two people recorded it: one,
-- or two where a part had been given back before. Nothing is posted here. Locks: the lines.
-- Repeat: what is matched is left alone. Source: docs/decisions/reconciliation.md.
create or replace function recon.match_reversals(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v          record;
  v_match_id bigint;
  v_done     bigint := 0;
begin
  for v in
    select l.line_id, l.source, r.journal_ids
      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
     cross join lateral (
       select array_agg(j.journal_id order by j.journal_id) as journal_ids,
              sum(recon.operator_cents(p_journal_id => j.journal_id)) as cents
         from (select q.journal_id from fares.refunds q
                where q.receipt in (l.linked_receipt, l.linked_receipt || '-2') and q.kind = 'operator_reversal'
                union
               select k.journal_id from ledger.journals k
                where k.kind = 'operator_reversal' and k.reference = l.linked_receipt || '/credit'
                union   -- taken back before it had a vehicle
               select k.journal_id from mobile_money.payments p
                 join ledger.journals s on s.kind = 'suspense' and s.reference = p.receipt
                 join ledger.journals k on k.corrects_journal_id = s.journal_id
                where p.receipt = l.linked_receipt and p.state = 'reversed') j
        where not exists (select from recon.lines o where o.journal_id = j.journal_id and o.source = l.source)
          and not exists (select from recon.match_journals m
                           where m.journal_id = j.journal_id and m.source = l.source)) r
     where l.kind = 'reversal' and l.state = 'open' and r.cents = l.amount_cents
     order by l.line_id loop
    -- Two lines may tell of one reversal: the first one has it.
    continue when exists (select from recon.lines o where o.journal_id = any (v.journal_ids) and o.source = v.source)
      or exists (select from recon.match_journals m where m.journal_id = any (v.journal_ids) and m.source = v.source);
    v_match_id := null;
    if cardinality(v.journal_ids) > 1 then
      insert into recon.matches (rule) values ('reversal') returning match_id into v_match_id;
      insert into recon.match_journals (match_id, journal_id, source)
      select v_match_id, j, v.source from unnest(v.journal_ids) j;
    end if;
    update recon.lines l
       set state = 'matched', rule = 'reversal', match_id = v_match_id, matched_at = clock_timestamp(),
           journal_id = case when v_match_id is null then v.journal_ids[1] end
     where l.line_id = v.line_id;
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function recon.match_reversals is 'How many lines it matched. Raises nothing.';
