begin;
\ir ../fixtures/signed_in.psql
select plan(6);
create function pg_temp.page(p_who text) returns jsonb language sql as $$ select ops.home(p_session => sha256(p_who::bytea)) $$;
select is(pg_temp.page('ops') -> 'suspense', '{"cents": 0, "payments": 0}', 'nothing waits');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_messages => array[pg_temp.incoming('TKS0000001', p_account => '<script>')], p_received_at => now());
select is(pg_temp.page('ops') #>> '{oldest,0,bill_ref}', '<script>', 'money without a vehicle waits, with the account as typed');
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_messages => array[pg_temp.incoming('TKS0000001', p_amount => '70', p_account => '<script>')], p_received_at => now());
select is(pg_temp.page('ops') #>> '{messages,0,outcome}', 'conflict', 'so does a receipt that came again with another amount');
insert into messaging.outbox (topic, key, payload, state) values ('sms', 'x', '{}', 'dead');
select is(pg_temp.page('ops') #>> '{dead,0,key}', 'x', 'and work that was given up');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select throws_ok($$ select pg_temp.page('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select finish();
rollback;
