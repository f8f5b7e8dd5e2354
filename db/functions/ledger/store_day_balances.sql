-- Stores the closing figures of a closed day for each sub_wallet (ledger.day_figures). Called when the day's last seal
-- is written. Locks: those of its caller, ledger.finish_days. Repeat: refused, a day's figures are stored once.
create or replace function ledger.store_day_balances(p_on date) returns int language plpgsql as $$
declare
  v_stored int;
begin
  insert into ledger.day_balances (business_on, sub_wallet_id, opening_cents, in_cents, out_cents, closing_cents)
  select p_on, f.sub_wallet_id, f.opening_cents, f.in_cents, f.out_cents, f.closing_cents
    from ledger.day_figures(p_on => p_on) f;
  get diagnostics v_stored = row_count;
  return v_stored;
end $$;
comment on function ledger.store_day_balances is
  'How many sub_wallets: all that ever moved. Raises nothing; a day that is stored already breaks its primary key.';
