-- Payments that the operator was asked about by a question of ours, what it said, and what of their money
-- is held. Money that left before its payment was verified would show as held less than it brought.
-- Source: issue 3, operators' door; docs/decisions/holds-and-verification.md.
create or replace view audit.verifications as
select v.receipt, p.amount_cents, v.why, v.state, v.attempts, v.round, v.told_code, v.told_status, v.told_cents,
       v.wanted_at, v.asked_at, v.decided_at, v.journal_id,
       (select coalesce(sum(h.amount_cents), 0)::bigint from ledger.holds h
         where h.journal_id = v.journal_id and h.released_at is null) as held_cents
  from mobile_money.verifications v
  join mobile_money.payments p using (receipt);
comment on view audit.verifications is
  'state: wanted, asked, verified, differs, unknown. why: above_limit, amount_differs. held_cents: what may not '
  'leave now; 0 once verified or taken back.';
