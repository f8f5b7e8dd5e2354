-- Holds what is still there of payments that the operator says it took back, until two people have recorded that or
-- ended the break otherwise: an owner must not withdraw money that is no longer ours. Fares go on.
-- Locks: the sub_wallets it holds, lowest id first. Repeat: what is held stays held once.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.hold_reversed(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v      record;
  v_done bigint := 0;
begin
  for v in
    select distinct n.journal_id
      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
      join recon.breaks b on b.line_id = l.line_id and b.state in ('open', 'proposed')
      join mobile_money.payments p on p.receipt = l.linked_receipt and p.state <> 'reversed'
      left join fares.fares f on f.receipt = p.receipt
      left join ledger.journals j on j.kind = 'suspense' and j.reference = p.receipt
      left join fares.moves m on m.receipt = p.receipt
     cross join lateral (   -- a fare that was moved is where it is now; change is the passenger's credit
       select coalesce((select o.journal_id from fares.fares o where o.receipt = m.to_receipt), f.journal_id,
                       j.journal_id) as journal_id
       union all select c.journal_id from ledger.journals c where c.kind = 'change' and c.reference = p.receipt) n
     where l.kind = 'reversal' and l.state = 'open' and l.amount_cents < 0
     order by 1 loop
    if ledger.hold_remaining(p_journal_id => v.journal_id, p_reason => 'the operator took the payment back') > 0 then
      v_done := v_done + 1;
    end if;
  end loop;
  return v_done;
end $$;
comment on function recon.hold_reversed is 'Of how many payments it held something. Raises nothing.';
