-- Balances that differ from their entries, and fares of other than six transfers.
select 'pgledger balance', a.id from pgledger_accounts a
 where a.balance <> coalesce((select sum(e.amount) from pgledger_entries e where e.account_id = a.id), 0)
union all
select 'pgledger fares', count(*)::text from pgledger_transfers having count(*) % 6 <> 0
limit 5;
