begin; select plan(4);
\ir ../fixtures/signed_in.psql
select pg_temp.fare('TKA0000001', :split_rule_id, 6000, '2026-11-20 07:10') as journal_id \gset
insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason) values (:journal_id, :fuel, 1764, 'large');
create temporary table money as select ledger.owner_money(p_owner_ids => array[:owner_id], p_horizon => :all_of_it)
  as p;
select is((select p -> 'wallets_cents' from money), '5880', 'what the fee leaves is in the pots');
select is((select p -> 'available_cents' from money), '4116', 'free is what is not held');
select is((select p ->> 'paybill' from money), '400222', 'it lies at the PayBill');
select is(ledger.owner_money(p_owner_ids => array[-1], p_horizon => :all_of_it) - 'paybill',
  '{"wallets": [], "wallets_cents": 0, "held": null, "debts": null, "available_cents": 0}', 'nobody has nothing');
select finish(); rollback;
