-- The proof of the whole ledger: what went in equals what went out, in each currency.
create or replace view audit.trial_balance as
select e.currency,
       coalesce(sum(-e.amount_cents) filter (where e.amount_cents < 0), 0)::bigint as debit_cents,
       coalesce(sum(e.amount_cents) filter (where e.amount_cents > 0), 0)::bigint as credit_cents,
       sum(e.amount_cents)::bigint as difference_cents
  from ledger.ledger_entries e
 group by e.currency;
comment on view audit.trial_balance is 'Debits and credits of all entries by currency, in cents. Money into a wallet '
  'is a credit (we owe it), money out of it or into the trust account a debit. difference_cents must be 0.';
