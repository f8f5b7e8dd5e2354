begin;
\ir ../fixtures/signed_in.psql
select plan(8);
create function pg_temp.act(p_who text, p_receipt text) returns text language sql as $$
  select ops.ask_status_again(p_session => sha256(p_who::bytea), p_receipt => p_receipt) ->> 'outcome' $$;
select s.outcome from mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('QAA0000001', '1500.00')]) s;
select is(pg_temp.act('ops', 'QAA0000001'), 'absent', 'what is being asked is not asked again');
select mobile_money.decide_verification('QAA0000001', 'differs', 'R000002', null, null);
select is(pg_temp.act('owner', 'QAA0000001'), 'absent', 'an owner may not');
select is(pg_temp.act('ops', 'QNONE00001'), 'absent', 'nobody can, about what we don''t have');
select is((select state from mobile_money.verifications), 'differs', 'and nothing happened');
select is(pg_temp.act('ops', 'QAA0000001'), 'retried', 'an operator has it asked again');
select is((select state || ' ' || round from mobile_money.verifications), 'wanted 2', 'and it is on its way');
select is(pg_temp.refused(), 'mobile_money.verifications:QNONE00001, mobile_money.verifications:QAA0000001',
  'the refusals left a trace');
select throws_ok($$ select pg_temp.act('nobody', 'QAA0000001') $$, 'LFA60', null,
  'without a session there is nothing at all');
select finish();
rollback;
