-- Checks of the ledger against itself: every invariant as one row, with the number of faults, which is 0.
-- Source: docs/decisions/ledger.md.
create or replace view audit.ledger_proof as
select 'journals that do not sum to zero' as invariant, count(*) as faults
  from (select from ledger.ledger_entries e group by e.journal_id, e.currency having sum(e.amount_cents) <> 0) x
 union all
select 'entries without their journal', count(*) from ledger.ledger_entries e
 where not exists (select from ledger.journals j where j.journal_id = e.journal_id and j.xact = e.xact)
 union all
select 'journals without entries', count(*) from ledger.journals j
 where not exists (select from ledger.ledger_entries e where e.journal_id = j.journal_id)
 union all
select 'guarded sub_wallets below zero', count(*)
  from (select from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
         where s.guarded group by e.sub_wallet_id having sum(e.amount_cents) < 0) x
 union all
select 'guarded sub_wallets below what is held of them', count(*)
  from (select h.sub_wallet_id, sum(h.amount_cents) as cents
          from ledger.holds h where h.released_at is null group by h.sub_wallet_id) x
 where x.cents > (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
                   where e.sub_wallet_id = x.sub_wallet_id)
 union all
select 'holds that outlived their reason', count(*) from ledger.holds h
 where h.released_at is null
   and (exists (select from ledger.journals j where j.corrects_journal_id = h.journal_id)
        or exists (select from mobile_money.verifications v where v.journal_id = h.journal_id and v.state = 'verified'))
 union all
select 'checkpoints that differ from their entries', count(*) from ledger.checkpoints c
 where c.balance_cents <> (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e
                            where e.sub_wallet_id = c.sub_wallet_id and e.xact < c.horizon)
 union all
select 'fares whose journal moves another amount', count(*) from fares.fares f
 where f.amount_cents is distinct from (select sum(e.amount_cents) from ledger.ledger_entries e
                                         where e.journal_id = f.journal_id and e.amount_cents > 0)
 union all
-- Each sub_wallet of the rule has its exact share to less than a cent (fares.split_amount), and no other has anything.
select 'fares that are not divided by their rule', count(*)
  from fares.fares f join fares.split_rules r using (split_rule_id),
       lateral (select least(f.amount_cents * r.commission_bps / 10000.0 + r.commission_fixed_cents, f.amount_cents)
                  as commission) c
 where exists (
   select from (select e.sub_wallet_id, sum(e.amount_cents) as cents from ledger.ledger_entries e
                 where e.journal_id = f.journal_id group by e.sub_wallet_id) e
     full join (select r.trust_sub_wallet_id as sub_wallet_id, -f.amount_cents as exact
                union all select r.commission_sub_wallet_id, c.commission
                union all select s.id, (f.amount_cents - c.commission) * s.bps / 10000
                            from unnest(r.sub_wallet_ids, r.shares_bps) as s(id, bps)) s using (sub_wallet_id)
    where s.sub_wallet_id is null or abs(coalesce(e.cents, 0) - s.exact) >= 1)
 union all
select 'fares by the rule of another vehicle than their payment names', count(*)
  from fares.fares f join fares.split_rules r using (split_rule_id) join mobile_money.payments p using (receipt)
 where f.vehicle_id is distinct from p.vehicle_id or r.vehicle_id is distinct from p.vehicle_id
    or r.effective_from > f.paid_at
 union all
select 'payments without fare or suspense journal', count(*) from mobile_money.payments p
 where not exists (select from ledger.journals j
                    where j.kind = case p.state when 'suspense' then 'suspense' else 'fare' end
                      and j.reference = p.receipt)
 union all
select 'suspense balance that differs from its payments', count(*)
  from (select x.sub_wallet_id from ledger.sub_wallets x join ledger.wallets w using (wallet_id)
         where w.kind = 'suspense') s
 where (select coalesce(sum(e.amount_cents), 0) from ledger.ledger_entries e where e.sub_wallet_id = s.sub_wallet_id)
    <> (select coalesce(sum(p.amount_cents), 0)
          from mobile_money.payments p join mobile_money.tills t using (short_code)
         where p.state = 'suspense' and t.suspense_sub_wallet_id = s.sub_wallet_id)
 union all
select 'credit of passengers that differs from its wallets', count(*)
  from (select w.sacco_id, w.currency, sum(e.amount_cents) as cents from ledger.wallets w
          join ledger.sub_wallets s using (wallet_id) join ledger.ledger_entries e using (sub_wallet_id)
         where w.kind = 'credit' group by w.sacco_id, w.currency) l
  full join (select m.sacco_id, m.currency, sum(m.cents) as cents from fares.credit_movements m
              group by m.sacco_id, m.currency) m
    on m.sacco_id is not distinct from l.sacco_id and m.currency = l.currency
 where coalesce(l.cents, 0) <> coalesce(m.cents, 0)
 union all
select 'fares of which more was given back than paid', count(*)
  from (select r.receipt, sum(r.amount_cents) as cents from fares.refunds r group by r.receipt) b
  join fares.fares f using (receipt) where b.cents > f.amount_cents;
comment on view audit.ledger_proof is 'Each invariant of the ledger with the number of places where it does not hold; '
  'all must be 0. Reads everything: minutes on a large ledger.';
