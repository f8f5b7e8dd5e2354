-- Matches open lines about money that we sent with their payouts: by receipt, else by amount, receiver and time. Only
-- a line that fits one payout, which fits no other line, ends a payout whose answer was lost, by the ordinary function:
-- so ends a B2B payout that can't be asked about. A file can be forged: what the operator can be asked about, it is
-- asked, and the rest needs two people (recon.is_confirmed). Locks: payouts.take_result's, then the lines.
-- Repeat: what is matched is left alone. Source: docs/decisions/reconciliation.md.
create or replace function recon.match_payouts(p_line_ids bigint[], p_at timestamptz) returns bigint
language plpgsql as $$
declare
  v       record;
  v_ended text[] := array[]::text[];   -- receipts of payouts that a line ended
  v_done  bigint;
begin
  for v in
    select c.payout_id, l.receipt, -l.amount_cents as cents, l.completed_at
      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id) join recon.statements s using (statement_id)
     cross join lateral (select min(p.payout_id) as payout_id, count(*) as n,
                                bool_or(payouts.is_askable(p_payout => p)) as askable from payouts.payouts p
                          where p.state in ('sent', 'unknown')
                            and recon.is_line_of_payout(p_line => l, p_payout => p)) c
     where l.kind = 'payout' and l.state = 'open' and l.amount_cents < 0 and c.n = 1 and not c.askable
       and s.proof is distinct from 'unproven' and recon.is_confirmed(p_line => l)
       and l.completed_at < p_at - config.setting(p_setting => 'missing_post_minutes')::int * interval '1 minute'
       and not exists (select from payouts.payouts p where p.receipt = l.receipt)
       -- It may be the money of one that failed by what we were told.
       and not exists (select from payouts.payouts f
                        where f.state = 'failed' and l.completed_at < f.finished_at + interval '1 minute'
                          and recon.is_line_of_payout(p_line => l, p_payout => f))
       and not exists (select from recon.lines o
                        where o.kind = 'payout' and o.amount_cents = l.amount_cents and o.state = 'open'
                          and o.line_id <> l.line_id and o.account = l.account
                          and o.party_last3 is not distinct from l.party_last3)
     order by c.payout_id loop
    v_ended := v_ended || v.receipt;
    perform payouts.take_result(p_payout_id => v.payout_id, p_means => 'paid', p_result_code => 'statement',
      p_receipt => v.receipt, p_cents => v.cents, p_paid_at => v.completed_at);
  end loop;
  perform recon.correct_opening(p_lines => array(
    select l from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
      join payouts.payouts p on p.receipt = l.receipt
     where l.receipt = any (v_ended) and l.kind = 'payout' and l.state = 'open'));
  with found as (
    select l.line_id, l.source, p.end_journal_id as journal_id,
           case when l.receipt = any (v_ended) then 'amount_receiver_time' else 'receipt' end as rule
      from unnest(p_line_ids) u(line_id) join recon.lines l using (line_id)
      join payouts.payouts p on p.receipt = l.receipt and p.state = 'paid' and p.amount_cents = -l.amount_cents
     where l.kind = 'payout' and l.state = 'open')
  update recon.lines l
     set state = 'matched', rule = f.rule, journal_id = f.journal_id, matched_at = clock_timestamp()
    from found f
   where l.line_id = f.line_id
     and not exists (select from recon.lines o where o.journal_id = f.journal_id and o.source = f.source)
     and not exists (select from recon.match_journals m where m.journal_id = f.journal_id and m.source = f.source);
  get diagnostics v_done = row_count;
  return v_done;
end $$;
comment on function recon.match_payouts is 'How many lines it matched. Raises nothing.';
