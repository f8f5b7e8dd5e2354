begin; select plan(7);
\ir ../fixtures/signed_in.psql
create function pg_temp.act(p_who text, p_receipt text) returns text language sql as $$
  select ops.ask_status_again(p_session => sha256(p_who::bytea), p_receipt => p_receipt) ->> 'outcome' $$;
select pg_temp.confirm(pg_temp.incoming('QAA0000001', '1500.00')) \g /dev/null
select is(pg_temp.act('ops', 'QAA0000001'), 'absent', 'a payment being asked about is not asked about again');
select mobile_money.decide_verification('QAA0000001', 'differs', 'R000002', null, null) \g /dev/null
select is(pg_temp.act('owner', 'QAA0000001'), 'absent', 'an owner may not ask');
select is(pg_temp.act('ops', 'QNONE00001'), 'absent', 'there is no such payment');
select is((select state from mobile_money.verifications), 'differs', 'nothing happened');
select is(pg_temp.act('ops', 'QAA0000001'), 'retried', 'operations ask again');
select is((select state || ' ' || round from mobile_money.verifications), 'wanted 2', 'the query is due');
select is(pg_temp.refused(), 'mobile_money.verifications:QNONE00001, mobile_money.verifications:QAA0000001',
  'refusals are counted');
select finish(); rollback;
