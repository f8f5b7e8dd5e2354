-- Matches open lines about what the operator charges us, and posts them: a charge of a payment to our account for
-- charges; the fee of a payout from what the payout brought for it (fees), as far as that reaches, else from charges.
-- More than the tariff says, or of what the ledger does not know, is posted when it is confirmed.
-- Locks: fees, lowest first; the lines. Repeat: what is matched is left alone.
-- Source: docs/decisions/reconciliation.md.
create or replace function recon.match_charges(p_line_ids bigint[]) returns bigint language plpgsql as $$
declare
  v_line recon.lines;
  v_fees bigint;   -- sub_wallet
  v_paid bigint;   -- cents from fees
  v_done bigint;
begin
  perform recon.post_charges(p_line_ids => p_line_ids);
  for v_line in select l.* from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
                 where l.kind = 'payout_fee' and l.state = 'open'
                   and (recon.is_usual_charge(p_line => l) or recon.is_confirmed(p_line => l))
                   and not exists (select from ledger.journals j
                                    where j.kind = 'payout_fee' and j.reference = l.receipt)
                 order by l.receipt, l.line_id loop
    -- The same receipt once more, in this very run.
    continue when exists (select from ledger.journals j where j.kind = 'payout_fee' and j.reference = v_line.receipt);
    v_fees := (select min(e.sub_wallet_id) from payouts.payouts p
                 join ledger.ledger_entries e on e.journal_id = p.end_journal_id
                 join ledger.sub_wallets s using (sub_wallet_id) join ledger.wallets w using (wallet_id)
                where p.receipt = v_line.receipt and w.kind = 'fees' and v_line.amount_cents < 0);
    perform from ledger.sub_wallets s where s.sub_wallet_id = v_fees for no key update;
    select coalesce(sum(least(-v_line.amount_cents, greatest(a.balance_cents - a.held_cents, 0))), 0) into v_paid
      from ledger.available(p_sub_wallet_ids => array[v_fees]) a where v_fees is not null;
    perform recon.post_line(p_line => v_line, p_kind => 'payout_fee', p_sub_wallet_ids => array[v_fees,
              recon.platform_account(p_kind => 'charges', p_purpose => 'main', p_currency => t.currency)],
              p_cents => array[-v_paid, v_line.amount_cents + v_paid])
       from mobile_money.tills t where t.short_code = v_line.short_code;
    perform recon.correct_opening(p_lines => array[v_line]);
  end loop;
  with found as (
    select distinct on (j.journal_id, l.source) l.line_id, l.source, l.kind, j.journal_id
      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
      join ledger.journals j on j.kind = l.kind and j.reference = l.receipt
     where l.kind in ('charge', 'payout_fee') and l.state = 'open'
       and recon.operator_cents(p_journal_id => j.journal_id) = l.amount_cents
     order by j.journal_id, l.source, l.line_id)
  update recon.lines l
     set state = 'matched', rule = f.kind, journal_id = f.journal_id, matched_at = clock_timestamp()
    from found f
   where l.line_id = f.line_id
     and not exists (select from recon.lines o where o.journal_id = f.journal_id and o.source = f.source)
     and not exists (select from recon.match_journals m where m.journal_id = f.journal_id and m.source = f.source);
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function recon.match_charges is 'How many lines it matched. Raises what ledger.post_journals raises.';
