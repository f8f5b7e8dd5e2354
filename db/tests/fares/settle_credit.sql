begin; select plan(3);
\ir ../fixtures/credit.psql
select pg_temp.credit('STC0000001', '20.00'), pg_temp.opens('credit') \g /dev/null
select pg_temp.confirm(pg_temp.incoming('STC0000002', '40.00', pg_temp.account_of(pg_temp.newest_ref()))) \g /dev/null
select is((select string_agg(w.kind || ' ' || e.amount_cents, ', ' order by e.line_no) from ledger.journals j
  join ledger.ledger_entries e using (journal_id) join ledger.sub_wallets using (sub_wallet_id)
  join ledger.wallets w using (wallet_id) where j.kind = 'credit_payment' and j.reference = 'STC0000002'),
  'credit -2000, trust 2000', 'a journal beside the fare');
select is(fares.settle_credit(array['STC0000002']), 0, 'once');
select is(fares.settle_credit('{}'), 0, 'nothing for nothing');
select * from finish(); rollback;
