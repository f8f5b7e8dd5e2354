-- Payments that we asked the operator about, its answer, and how much of their money is held, change too. Less held
-- than a payment brought means that money left before the payment was verified.
-- Source: docs/decisions/holds-and-verification.md.
create or replace view audit.verifications as
select v.receipt, p.amount_cents, v.why, v.state, v.attempts, v.round, v.told_code, v.told_status, v.told_cents,
       v.wanted_at, v.asked_at, v.decided_at, v.journal_id,
       (select coalesce(sum(h.amount_cents), 0)::bigint from ledger.holds h
         where h.released_at is null
           and h.journal_id in (select v.journal_id union all
                                select c.journal_id from ledger.journals c
                                 where c.kind = 'change' and c.reference = v.receipt)) as held_cents
  from mobile_money.verifications v
  join mobile_money.payments p using (receipt);
comment on view audit.verifications is 'state: wanted, asked, verified, differs, unknown. why: above_limit, '
  'amount_differs. held_cents: what may not leave now; 0 once verified or reversed.';
