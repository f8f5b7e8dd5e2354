begin;
\ir ../fixtures/signed_in.psql
select plan(10);
create function pg_temp.page(p_who text, p_receipt text, p_account text) returns jsonb language sql as $$
  select ops.assignment(p_session => sha256(p_who::bytea), p_receipt => p_receipt, p_account => p_account) $$;
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('TKS0000001', p_account => 'nowhere'), pg_temp.incoming('TKA0000001')]);
select pg_temp.remember();
select is(pg_temp.page('ops', 'TKS0000001', '') -> 'vehicle', 'null', 'first the payment alone');
select is(pg_temp.page('ops', 'TKS0000001', 'kzz 001a') #> '{vehicle,commission_cents}', '120',
  'then where each cent would go');
select is((select sum((p ->> 'cents')::int)::int
  from jsonb_array_elements(pg_temp.page('ops', 'TKS0000001', '4628') #> '{vehicle,parts}') p), 5880,
  'by the rule of the time it was paid, found by door code as well');
select is(pg_temp.page('ops', 'TKS0000001', '4629') -> 'vehicle', 'null', 'a code with a slip finds nothing');
select is(pg_temp.changed(), 'nothing', 'looking moves nothing');
select is(pg_temp.page('ops', 'TKA0000001', ''), '{"outcome": "absent"}',
  'a payment that found its vehicle by itself is not here');
select is(pg_temp.page('owner', 'TKS0000001', ''), '{"outcome": "absent"}', 'an owner has no such page');
select is(pg_temp.refused(), 'mobile_money.payments:TKA0000001, mobile_money.payments:TKS0000001',
  'both leave a trace');
select throws_ok($$ select pg_temp.page('nobody', 'TKS0000001', '') $$, 'LFA60', null,
  'without a session there is nothing at all');
select is(pg_temp.page('ops', 'TKS0000001', '') #>> '{room,fits}', 'true',
  'and whether this operator may still place as much today');
select finish();
rollback;
