-- Scheduled job: repays debts from fares that came after: an owner's from the vehicle's profit, then from the owner's
-- other pots of that vehicle; the SACCO's and the crew's from their own pot only. Held money stays. Locks: the pots it
-- debits, lowest id first. Repeat: finds less or nothing. Source: docs/decisions/refunds.md.
create or replace function fares.repay_debts() returns bigint language plpgsql as $$
declare
  v_debt  record;
  v_ids   bigint[];
  v_cents bigint[];
  v_done  bigint := 0;
begin
  for v_debt in
    select s.sub_wallet_id, s.purpose, s.currency, w.owner_id, w.vehicle_id, w.sacco_id, -b.balance_cents as cents
      from ledger.wallets w join ledger.sub_wallets s using (wallet_id)
     cross join lateral ledger.balances(p_sub_wallet_ids => array[s.sub_wallet_id], p_asof => null) b
     where w.kind = 'debt' and b.balance_cents < 0 order by s.sub_wallet_id
  loop
    v_ids := array(
      select s.sub_wallet_id from ledger.wallets w join ledger.sub_wallets s using (wallet_id)
       where w.kind = 'vehicle' and (w.owner_id, w.vehicle_id, w.sacco_id, s.currency)
             = (v_debt.owner_id, v_debt.vehicle_id, v_debt.sacco_id, v_debt.currency)
         and case when v_debt.purpose in ('sacco', 'crew') then s.purpose = v_debt.purpose
                  else s.purpose not in ('sacco', 'crew') end);
    perform from ledger.sub_wallets s where s.sub_wallet_id = any (v_ids) order by s.sub_wallet_id for no key update;
    select array_agg(t.id order by t.n), array_agg(t.part order by t.n) into v_ids, v_cents
      from (select f.sub_wallet_id as id, f.n, least(f.free, v_debt.cents - coalesce(sum(f.free) over (order by f.n
                     rows between unbounded preceding and 1 preceding), 0))::bigint as part
              from (select a.sub_wallet_id, greatest(a.balance_cents - a.held_cents, 0) as free,
                           row_number() over (order by (s.purpose <> 'profit'), a.sub_wallet_id) as n
                      from ledger.available(p_sub_wallet_ids => v_ids) a
                      join ledger.sub_wallets s using (sub_wallet_id)) f) t where t.part > 0;
    continue when v_ids is null;
    perform ledger.post_journals(p_kind => 'debt_repayment',
      p_references => array[v_debt.sub_wallet_id || '/' || (select count(*) from ledger.ledger_entries e
                                                             where e.sub_wallet_id = v_debt.sub_wallet_id)],
      p_business_on => array[ledger.open_day(p_at => clock_timestamp())], p_value_at => array[clock_timestamp()],
      p_corrects => null, p_reasons => null, p_leg_journals => array_fill(1, array[cardinality(v_ids) + 1]),
      p_leg_lines => array(select generate_series(1, cardinality(v_ids) + 1)),
      p_leg_sub_wallet_ids => v_ids || v_debt.sub_wallet_id,
      p_leg_amounts_cents => array(select -c from unnest(v_cents) with ordinality as u(c, n) order by n)
                             || (select sum(c)::bigint from unnest(v_cents) c),
      p_leg_currencies => array_fill(v_debt.currency, array[cardinality(v_ids) + 1]));
    v_done := v_done + 1;
  end loop;
  return v_done;
end $$;
comment on function fares.repay_debts is 'How many debts it repaid, whole or in part. Raises nothing.';
