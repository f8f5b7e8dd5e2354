-- Checks passengers' credit and points against the ledger: each invariant with its number of faults, 0. Part of
-- audit.ledger_proof. Source: docs/decisions/loyalty.md.
create or replace view audit.credit_proof as
select 'credit of passengers that differs from its wallets' as invariant, count(*) as faults
  from (select w.sacco_id, w.currency, sum(e.amount_cents) as cents from ledger.wallets w
          join ledger.sub_wallets s using (wallet_id) join ledger.ledger_entries e using (sub_wallet_id)
         where w.kind = 'credit' group by w.sacco_id, w.currency) l
  full join (select m.sacco_id, m.currency, sum(m.cents) as cents from fares.credit_movements m
              group by m.sacco_id, m.currency) m
    on m.sacco_id is not distinct from l.sacco_id and m.currency = l.currency
 where coalesce(l.cents, 0) <> coalesce(m.cents, 0)
 union all
select 'redeemed points whose journal moves another amount', count(*) from loyalty.loyalty_transactions t
 where t.kind in ('redeem', 'give_back')
   and (select sum(e.amount_cents) from ledger.ledger_entries e join ledger.sub_wallets s using (sub_wallet_id)
          join ledger.wallets w using (wallet_id) where e.journal_id = t.journal_id and w.kind = 'loyalty')
       is distinct from case t.kind when 'redeem' then -t.cents else t.cents end
 union all
select 'journals of points without their points', count(*) from ledger.journals j
 where j.kind in ('points_redeemed', 'points_given_back')
   and not exists (select from loyalty.loyalty_transactions t where t.journal_id = j.journal_id)
 union all
select 'days whose redeemed points differ from their transactions', count(*)
  from loyalty.programme_days d
  full join (select t.business_on, -sum(t.points) as points from loyalty.loyalty_transactions t
              where t.kind in ('redeem', 'give_back') group by t.business_on) t using (business_on)
 where coalesce(d.redeemed_points, 0) <> coalesce(t.points, 0)
 union all
select 'points of no account', count(*) from loyalty.loyalty_transactions t
 where not exists (select from loyalty.loyalty_accounts a where a.loyalty_account_id = t.loyalty_account_id)
 union all
select 'points taken or given back beyond what was awarded or redeemed', count(*)
  from (select sum(t.points) filter (where t.kind in ('award', 'take_back')) as earned,
               sum(t.points) filter (where t.kind in ('redeem', 'give_back')) as used
          from loyalty.loyalty_transactions t where t.kind <> 'expire'
         group by case when t.kind in ('award', 'take_back') then 'fare ' || t.receipt else 'use ' || t.payment_ref end
       ) t where t.earned < 0 or t.used > 0
 union all
select 'fares that differ from what was paid, credit and change', count(*)
  from fares.fares f left join mobile_money.payments p using (receipt)
 where (p.receipt is not null or f.receipt like 'CR%') and f.receipt not like '%-2'
   and f.amount_cents <> coalesce(p.amount_cents, 0)
       + coalesce((select sum(e.amount_cents) from ledger.journals j join ledger.ledger_entries e using (journal_id)
                    where j.kind = 'credit_payment' and j.reference = f.receipt and e.amount_cents > 0), 0)
       - coalesce((select sum(e.amount_cents) from ledger.journals j join ledger.ledger_entries e using (journal_id)
                    where j.kind = 'change' and j.reference = f.receipt and e.amount_cents > 0), 0)
 union all
select 'passengers with less credit than none, or than is reserved', count(*)
  from (select m.phone_hash, m.sacco_id, m.currency, sum(m.cents) as cents from fares.credit_movements m
         group by m.phone_hash, m.sacco_id, m.currency) c
 where c.cents < coalesce((select sum(u.cents) from fares.credit_uses u
                            where u.phone_hash = c.phone_hash and u.sacco_id is not distinct from c.sacco_id
                              and u.currency = c.currency and u.state = 'reserved'), 0)
 union all
select 'moved fares that are not whole in one vehicle', count(*)
  from fares.moves m left join fares.fares f on f.receipt = m.receipt
  left join fares.fares t on t.receipt = m.to_receipt
 where (f.amount_cents, f.paid_at, f.business_on, f.vehicle_id, t.vehicle_id)
       is distinct from (t.amount_cents, t.paid_at, t.business_on, m.from_vehicle_id, m.to_vehicle_id)
    -- As fares.refundable says it, written out: a function in a view runs as the reader, who may read no table.
    or (select sum(e.amount_cents) from ledger.ledger_entries e
         where e.journal_id = f.journal_id and e.amount_cents > 0
           and not exists (select from ledger.journals j
                            where j.corrects_journal_id = f.journal_id and j.kind = 'reversal'))
       <> (select coalesce(sum(p.part_cents), 0) from fares.refunds b join fares.refund_parts p using (refund_id)
            where b.receipt = m.receipt);
comment on view audit.credit_proof is 'Each invariant of credit and points with the number of places where it does not '
  'hold; all must be 0.';
