begin; select plan(3);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00'), pg_temp.withdraws() \g /dev/null
select is(ledger.owner_debts(array[:owner_id], :all_of_it), null, 'no debt: null');
select pg_temp.refund('RFN0000001', 5000) \g /dev/null
select is(ledger.owner_debts(array[:owner_id], :all_of_it) ->> 'cents', '4410', 'a third of 132.30');
select is(ledger.owner_debts(array[:stranger_id], :all_of_it), null, 'another owner owes nothing');
select * from finish(); rollback;
