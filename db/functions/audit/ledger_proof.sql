-- Checks of the ledger against itself: each invariant with its number of faults, 0. Source: docs/decisions/ledger.md.
create or replace view audit.ledger_proof as
select 'journals that do not sum to zero' as invariant, count(*) as faults from (
    select from ledger.ledger_entries e group by e.journal_id, e.currency having sum(e.amount_cents) <> 0) x
 union all
select 'entries without their journal', count(*) from ledger.ledger_entries e
 where not exists (select from ledger.journals j where j.journal_id = e.journal_id and j.xact = e.xact)
 union all
select 'journals without entries', count(*) from ledger.journals j
 where not exists (select from ledger.ledger_entries e where e.journal_id = j.journal_id)
 union all
-- The guards check these columns, and while a dump is loaded there are no guards yet.
select 'journals and entries with values that no column may hold',
       (select count(*) from ledger.journals j
         where j.kind !~ '^[a-z][a-z_]{1,29}$' or length(j.reference) not between 1 and 100
            or not (isfinite(j.value_at) and isfinite(j.posted_at) and isfinite(j.business_on))
            or j.corrects_journal_id is not null and j.reason is null)
     + (select count(*) from ledger.ledger_entries e
         where e.amount_cents = 0 or e.line_no not between 1 and 999
            or e.amount_cents not between -1000000000000000 and 1000000000000000)
 union all
select 'guarded sub_wallets below zero', count(*)
  from (select from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
         where s.guarded group by e.sub_wallet_id having sum(e.amount_cents) < 0) x
 union all
select 'guarded sub_wallets below what is held of them', count(*)
  from (select h.sub_wallet_id, sum(h.amount_cents) as cents from ledger.holds h where h.released_at is null
         group by h.sub_wallet_id) x
 where x.cents > (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
                   where e.sub_wallet_id = x.sub_wallet_id)
 union all
select 'holds that outlived their reason', count(*) from ledger.holds h
 where h.released_at is null
   and (exists (select from ledger.journals j where j.corrects_journal_id = h.journal_id)
        or exists (select from mobile_money.verifications v where v.journal_id = h.journal_id and v.state = 'verified'
                    and h.reason <> 'the operator took the payment back'))
 union all
select 'checkpoints that differ from their entries', count(*) from ledger.checkpoints c
 where c.balance_cents <> (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
                            where e.sub_wallet_id = c.sub_wallet_id and e.xact < c.horizon)
 union all
select 'closing figures that differ from their entries', count(*)
  from ledger.day_balances b
 where b.business_on = (select max(x.business_on) from ledger.day_balances x)
   and b.closing_cents <> (select coalesce(sum(e.amount_cents), 0)
                             from ledger.ledger_entries e join ledger.journals j using (journal_id)
                            where e.sub_wallet_id = b.sub_wallet_id and j.business_on <= b.business_on)
 union all
select 'totals of the trial balance that differ from their entries', count(*)
  from (select t.currency, t.debit_cents, t.credit_cents from ledger.trial_totals t
         where t.horizon = (select max(x.horizon) from ledger.trial_totals x)) t
  full join (select e.currency, sum(-e.amount_cents) filter (where e.amount_cents < 0) as debit_cents,
                    sum(e.amount_cents) filter (where e.amount_cents > 0) as credit_cents
               from ledger.ledger_entries e
              where e.xact < (select max(x.horizon) from ledger.trial_totals x) group by e.currency) s using (currency)
 where (t.debit_cents, t.credit_cents) is distinct from (s.debit_cents, s.credit_cents)
 union all
select 'fares whose journal moves another amount', count(*) from fares.fares f
 where f.amount_cents is distinct from (select sum(e.amount_cents) from ledger.ledger_entries e
                                         where e.journal_id = f.journal_id and e.amount_cents > 0)
 union all
-- Pages see by this column alone whether a fare counts yet.
select 'fares and moves that name another transaction than their journal''s', count(*)
  from (select f.journal_id, f.xact from fares.fares f union all select m.journal_id, m.xact from fares.moves m) x
 where not exists (select from ledger.journals j where j.journal_id = x.journal_id and j.xact = x.xact)
 union all
select d.invariant, d.faults from audit.division_proof d
 union all
select 'fares by the rule of another vehicle than their payment names', count(*)
  from fares.fares f join fares.split_rules r using (split_rule_id) join mobile_money.payments p using (receipt)
 where (f.vehicle_id, r.vehicle_id) is distinct from (p.vehicle_id, p.vehicle_id) or r.effective_from > f.paid_at
 union all
select 'payments without fare or suspense journal', count(*) from mobile_money.payments p
 where not exists (select from ledger.journals j where j.reference = p.receipt
                      and j.kind = case when p.state in ('suspense', 'reversed') then 'suspense' else 'fare' end)
 union all
select 'payments in suspense, or out of it, against their journals', count(*)
  from mobile_money.payments p join ledger.journals j on j.kind = 'suspense' and j.reference = p.receipt
 where (p.state = 'suspense')
       = exists (select from ledger.journals c where c.kind = 'reversal' and c.corrects_journal_id = j.journal_id)
 union all
select 'suspense balance that differs from its payments', count(*)
  from (select x.sub_wallet_id from ledger.sub_wallets x join ledger.wallets w using (wallet_id)
         where w.kind = 'suspense') s
 where (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e where e.sub_wallet_id = s.sub_wallet_id)
    <> (select coalesce(sum(p.amount_cents), 0)
          from mobile_money.payments p join mobile_money.tills t using (short_code)
         where p.state = 'suspense' and t.suspense_sub_wallet_id = s.sub_wallet_id)
 union all
select c.invariant, c.faults from audit.credit_proof c
 union all
select 'fares of which more was given back than paid', count(*)
  from (select r.receipt, sum(r.amount_cents) as cents from fares.refunds r group by r.receipt) b
  join fares.fares f using (receipt) where b.cents > f.amount_cents;
comment on view audit.ledger_proof is 'Each invariant of the ledger with the number of places where it does not hold; '
  'all must be 0. Reads everything: minutes on a large ledger.';
