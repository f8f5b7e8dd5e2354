-- Balances that differ from their entries, and fares without seven legs.
select 'naive balance', a.account_id::text from naive.accounts a
 where a.balance_cents <>
       coalesce((select sum(e.amount_cents) from naive.entries e where e.account_id = a.account_id), 0)
union all
select 'naive fare', e.journal_id::text from naive.entries e group by e.journal_id
having count(*) <> 7 or sum(e.amount_cents) <> 0
limit 5;
