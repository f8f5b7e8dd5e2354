-- audit.payouts as ../shared/design/contracts.md says, and as the ledger says.
begin; select plan(7);
\ir ../fixtures/money_out.psql
select is_empty($$ select c from unnest('{payout_ref,owner,sub_wallet_id,amount_cents,state,requested_by,approved_by,
  sent_at,finished_at,receipt,attempts}'::text[]) c where not exists (select from information_schema.columns i
    where i.table_schema = 'audit' and i.table_name = 'payouts' and i.column_name = c) $$, 'it has its columns');
select pg_temp.open_payout(p_cents => 10000) as one \gset
select pg_temp.send(:one) \g /dev/null
select payouts.settle(p_payout_id => :one, p_receipt => 'QAUDIT0001', p_paid_at => now());
select results_eq(format('select owner, sub_wallet_id, amount_cents, state, requested_by, receipt, attempts,
  sent_at is not null and finished_at is not null from audit.payouts where payout_ref = ''%s''', pg_temp.ref(:one)),
  format($$ values ('Mama Njeri', %s::bigint, 10000::bigint, 'paid', %s::bigint, 'QAUDIT0001', 1, true) $$, :profit,
    :maker), 'a payout from one pot');
select pg_temp.open_payout(p_cents => 700000) as many \gset
select is((select sub_wallet_id from audit.payouts where payout_ref = pg_temp.ref(:many)), null, 'from several: none');
select is((select cardinality(sub_wallet_ids) > 1 from audit.payouts where payout_ref = pg_temp.ref(:many)), true,
  'but all of them are named');
select is((select count(*) from audit.payouts), 2::bigint, 'one row each');
select is((select sum(amount_cents + fee_cents)::bigint from audit.payouts where state = 'queued'),
  pg_temp.held('clearing'), 'what is open is in clearing');
select ok(has_table_privilege('lipa_auditor', 'audit.payouts', 'select'), 'auditors see it');
select finish(); rollback;
