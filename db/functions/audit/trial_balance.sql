-- The proof of the whole ledger: what went in equals what went out, in each currency. The totals stored with the newest
-- seal, plus the entries after it, read for each sub_wallet by the index that has amounts in the order of transactions:
-- never all entries. audit.ledger_proof adds all up and compares.
create or replace view audit.trial_balance as
select m.currency, sum(m.debit_cents)::bigint as debit_cents, sum(m.credit_cents)::bigint as credit_cents,
       (sum(m.credit_cents) - sum(m.debit_cents))::bigint as difference_cents
  from (select max(t.horizon) as horizon from ledger.trial_totals t) h
 cross join lateral (
   select t.currency, t.debit_cents, t.credit_cents from ledger.trial_totals t where t.horizon = h.horizon
   union all
   select s.currency, e.debit_cents, e.credit_cents
     from ledger.sub_wallets s
    cross join lateral (
      select count(*) as entries,
             coalesce(sum(-x.amount_cents) filter (where x.amount_cents < 0), 0) as debit_cents,
             coalesce(sum(x.amount_cents) filter (where x.amount_cents > 0), 0) as credit_cents
        from ledger.ledger_entries x
       where x.sub_wallet_id = s.sub_wallet_id and x.xact >= coalesce(h.horizon, '0'::xid8)) e
    where e.entries > 0) m
 group by m.currency;
comment on view audit.trial_balance is 'Debits and credits of all entries by currency, in cents. Money into a wallet '
  'is a credit (we owe it), money out of it or into the trust account a debit. difference_cents must be 0.';
