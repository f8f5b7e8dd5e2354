-- Lists the accounts that staff may move money between by hand: the platform's and each SACCO's, with their balances.
create or replace function ledger.manual_accounts()
returns table (sub_wallet_id bigint, kind text, sacco text, currency text, balance_cents bigint, free_cents bigint)
language sql stable as $$
  with accounts as materialized (
    select s.sub_wallet_id, w.kind, c.name as sacco, s.currency, s.guarded from ledger.wallets w
      join ledger.sub_wallets s using (wallet_id) left join fleet.saccos c on c.sacco_id = w.sacco_id
     where w.kind in (select p.from_kind from ledger.manual_pairs p union select p.to_kind from ledger.manual_pairs p))
  select a.sub_wallet_id, a.kind, a.sacco, a.currency, b.balance_cents,
         case when a.guarded then b.balance_cents - b.held_cents end
    from accounts a join ledger.available(p_sub_wallet_ids => array(select q.sub_wallet_id from accounts q)) b
         using (sub_wallet_id)
   order by a.sacco nulls first, a.kind, a.sub_wallet_id
$$;
comment on function ledger.manual_accounts is 'sub_wallet_id, kind, sacco (null: the platform''s own), currency, '
  'balance_cents, free_cents (what may leave; null: as much as you like). Raises nothing.';
