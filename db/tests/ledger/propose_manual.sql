begin; select plan(7);
\ir ../fixtures/refunds.psql
select pg_temp.pays('RFN0000001', '150.00') \g /dev/null
create function pg_temp.propose(p_amount text, p_reason text, p_document text) returns text language sql as $$
  select ledger.propose_manual(pg_temp.id('finance'), (select sub_wallet_id::text from ledger.manual_accounts()
    where kind = 'commission'), (select max(sub_wallet_id)::text from ledger.manual_accounts() where kind = 'trust'),
    p_amount, '', p_reason, p_document) $$;
select is(pg_temp.propose('3', 'x', 'statement 12'), 'no_reason', 'it takes a reason');
select is(pg_temp.propose('3', 'commission of November', ' '), 'no_document', 'and a document');
select is(pg_temp.propose('4', 'commission of November', 'statement 12'), 'not_enough', 'and the money');
select is(pg_temp.propose('3', 'commission of November', 'statement 12'), 'proposed', 'then it is proposed');
select is(pg_temp.propose('3', 'commission of November', 'statement 12'), 'waiting',
  'a second click proposes no second one');
select is(pg_temp.propose('2', 'commission of October', 'statement 11'), 'proposed',
  'another amount is another journal');
select is(pg_temp.balance(:commission), 300::bigint, 'and nothing moved');
select * from finish(); rollback;
