begin; select plan(10);
\ir ../fixtures/money_out.psql
select pg_temp.held('vehicle') as before \gset
select md5(string_agg(b::text, ',' order by sub_wallet_id)) as pots from audit.wallet_balances b
 where kind = 'vehicle' \gset
select pg_temp.open_payout(p_cents => 500000, p_needs_approval => 'yes') as id \gset
update payouts.payouts set waits_for = 'float', query_after = now() where payout_id = :id;
select payouts.give_back(p_payout_id => :id, p_state => 'expired', p_reason => repeat('r', 300),
  p_result_code => null);
select is((select md5(string_agg(b::text, ',' order by sub_wallet_id)) from audit.wallet_balances b
            where kind = 'vehicle'), :'pots', 'each pot has its own money again, to the cent');
select results_eq(format('select state, length(reason), waits_for, query_after from payouts.payouts
  where payout_id = %s', :id), $$ values ('expired', 200, null, null::timestamptz) $$, 'it ended, and says why');
select is((select j.kind || ' ' || (j.corrects_journal_id = p.hold_journal_id) from payouts.payouts p
  join ledger.journals j on j.journal_id = p.end_journal_id where payout_id = :id), 'reversal true',
  'by the opposite of the journal that held it');
select is((select count(*) from messaging.outbox where key = 'payout/' || pg_temp.ref(:id) || '/expired'), 1::bigint,
  'who asked is told');
select throws_ok(format('select payouts.give_back(p_payout_id => %s, p_state => ''cancelled'', p_reason => ''x'',
  p_result_code => null)', :id), 'LFA91', null, 'it does not end twice');
select pg_temp.open_payout() as sent \gset
select pg_temp.send(:sent) \g /dev/null
select throws_ok(format('select payouts.give_back(p_payout_id => %s, p_state => ''cancelled'', p_reason => ''x'',
  p_result_code => null)', :sent), 'LFA91', null, 'what was sent is not taken back');
select payouts.give_back(p_payout_id => :sent, p_state => 'failed', p_reason => 'why', p_result_code => '2040');
select is((select result_code || ' ' || reason from payouts.payouts where payout_id = :sent), '2040 why',
  'a failure keeps the operator''s code');
select is(pg_temp.held('vehicle'), :before::bigint, 'all money is back');
select is(pg_temp.held('clearing'), 0::bigint, 'clearing is empty');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
select finish(); rollback;
