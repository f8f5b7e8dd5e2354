-- Adds what was posted since the newest stored totals, up to a horizon, so that the trial balance needs no old entries.
-- Sub_wallet by sub_wallet, because their index has the amounts in the order of transactions.
-- Locks: those of its caller, ledger.write_seals. Repeat: nothing.
create or replace function ledger.add_trial_totals(p_horizon xid8 /* at most ledger.horizon() */) returns int
language plpgsql as $$
declare
  v_from  xid8 := coalesce((select max(t.horizon) from ledger.trial_totals t), '0');
  v_added int;
begin
  if p_horizon is null or p_horizon <= v_from then
    return 0;
  end if;
  insert into ledger.trial_totals (horizon, currency, debit_cents, credit_cents)
  select p_horizon, m.currency, coalesce(sum(m.debit_cents), 0), coalesce(sum(m.credit_cents), 0)
    from (select t.currency, t.debit_cents, t.credit_cents from ledger.trial_totals t where t.horizon = v_from
          union all
          select s.currency, e.debit_cents, e.credit_cents
            from ledger.sub_wallets s
           cross join lateral (
             select sum(-x.amount_cents) filter (where x.amount_cents < 0) as debit_cents,
                    sum(x.amount_cents) filter (where x.amount_cents > 0) as credit_cents
               from ledger.ledger_entries x
              where x.sub_wallet_id = s.sub_wallet_id and x.xact >= v_from and x.xact < p_horizon) e) m
   group by m.currency having num_nonnulls(sum(m.debit_cents), sum(m.credit_cents)) > 0;
  get diagnostics v_added = row_count;
  return v_added;
end $$;
comment on function ledger.add_trial_totals is 'How many currencies were written. Raises nothing.';
