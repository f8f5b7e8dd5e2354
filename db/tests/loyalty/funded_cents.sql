begin; select plan(3);
\ir ../fixtures/loyalty.psql
select is(loyalty.funded_cents(:sacco_id), 100000::bigint, 'what is set aside for this SACCO');
select is(loyalty.funded_cents(null), 0::bigint, 'of the platform nothing');
insert into ledger.holds (journal_id, sub_wallet_id, amount_cents, reason)
select journal_id, :points_wallet, 300, 'for a test' from ledger.journals where reference = 'set aside';
select is(loyalty.funded_cents(:sacco_id), 99700::bigint, 'without what is held');
select * from finish(); rollback;
