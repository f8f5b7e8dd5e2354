begin; select plan(21);
\ir ../fixtures/money_out.psql
create function pg_temp.make() returns bigint language plpgsql as $$
declare
  v_id bigint := pg_temp.open_payout(p_cents => 10000, p_fee => 0);
begin
  perform pg_temp.send(v_id, 'unknown');
  return v_id;
end $$;
create function pg_temp.answer(p_id bigint, p_code text, p_status text, p_receipt text, p_amount text) returns text
  language sql as $$ select payouts.answer_query(p_payout_id => p_id, p_result_code => p_code,
    p_said_receipt => p_receipt, p_said_status => p_status, p_said_amount => p_amount) || ' ' || pg_temp.state(p_id) $$;
select is(pg_temp.answer(pg_temp.make(), c, s, r || n, a), o || ' ' || e, t) from (values
  (1, '0', 'Completed', 'QANS00000', '100.00', 'paid', 'paid', 'completed, with receipt and amount: paid'),
  (2, '0', ' COMPLETED ', 'QANS00000', '100', 'paid', 'paid', 'in other letters too'),
  (3, '0', 'Failed', null, null, 'failed', 'failed', 'a failure gives the money back'),
  (4, '0', 'Completed', null, '100.00', 'unknown', 'unknown', 'no receipt: unknown'),
  (5, '0', 'Completed', 'QANS00000', null, 'unknown', 'unknown', 'no amount: unknown'),
  (6, '0', 'Completed', 'QANS00000', 'NaN', 'unknown', 'unknown', 'no readable amount: unknown'),
  (7, '0', 'Completed', 'QANS00000', '100.01', 'conflict', 'unknown', 'another amount: conflict, nothing moves'),
  (8, '0', 'Pending', null, null, 'unknown', 'unknown', 'not done yet: unknown'),
  (9, '0', null, null, null, 'unknown', 'unknown', 'without a word: unknown'),
  (10, 'R000002', null, null, null, 'unknown', 'unknown', 'no such transaction is no end: it may still be on its way'),
  (11, 'R000002', 'Failed', null, null, 'unknown', 'unknown', 'whatever else it says'),
  (12, '2001', 'Completed', 'QANS00000', '100.00', 'unknown', 'unknown', 'we were not let in: unknown'),
  (13, 'timeout', 'Completed', 'QANS00000', '100.00', 'unknown', 'unknown', 'the queue gave up: unknown')
  ) v(n, c, s, r, a, o, e, t);
select payout_id as paid from payouts.payouts where receipt = 'QANS000001' \gset
select is(pg_temp.answer(:paid, '0', 'Completed', 'QANS000001', '100.00'), 'paid paid', 'again: the same');
select is(pg_temp.answer(:paid, '0', 'Failed', null, null), 'conflict paid', 'a contradiction moves nothing');
select ok(pg_temp.clearing_is_right(), 'clearing holds what is open');
select is(pg_temp.faults(), null, 'every invariant of the ledger holds');
-- How often in a row the operator knew nothing of it.
create function pg_temp.not_known(p_id bigint) returns text language sql as $$
  select not_known_times || ' ' || (not_known_since is not null) from payouts.payouts where payout_id = p_id $$;
select pg_temp.make() as id \gset
select pg_temp.answer(:id, 'R000002', null, null, null) from generate_series(1, 2) \g /dev/null
select is(pg_temp.not_known(:id), '2 true', 'each such answer is counted');
select pg_temp.answer(:id, 'timeout', null, null, null) \g /dev/null
select is(pg_temp.not_known(:id), '2 true', 'no answer says nothing');
select pg_temp.answer(:id, '0', 'Pending', null, null) \g /dev/null
select is(pg_temp.not_known(:id), '0 false', 'once it is known, counting begins anew');
select is(pg_temp.not_known(:paid), '0 false', 'of what has ended nothing is counted');
select finish(); rollback;
