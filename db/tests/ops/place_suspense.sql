begin;
\ir ../fixtures/signed_in.psql
select plan(9);
create function pg_temp.act(p_who text, p_receipt text, p_vehicle text) returns text language sql as $$
  select ops.place_suspense(p_session => sha256(p_who::bytea), p_receipt => p_receipt, p_vehicle_id => p_vehicle) ->> 'outcome' $$;
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('TKS0000001', p_account => 'nowhere')]);
select is(pg_temp.act('owner', 'TKS0000001', :'vehicle_id'), 'absent', 'an owner may not place money with their own vehicle');
select is(pg_temp.act('ops', 'TKS0000001', '99999999999999999999999'), 'absent', 'nor anybody with a vehicle that does not exist');
select is(pg_temp.balance(:suspense), 6000::bigint, 'and the money is where it was');
select is(pg_temp.act('ops', 'TKS0000001', :'vehicle_id'), 'placed', 'an operator may');
select is(pg_temp.balance(:fuel), 1764::bigint, 'and it is split like any fare of that vehicle');
select is((select actor from audit.change_log where action = 'place_suspense'),
          (select 'user:' || user_id from security.sessions where session_hash = sha256('ops')), 'the trail says who did it');
select is(pg_temp.act('ops', 'TKS0000001', :'vehicle_id'), 'placed', 'pressing again');
select is(pg_temp.balance(:fuel), 1764::bigint, 'moves nothing twice');
select throws_ok(format($$ select pg_temp.act('nobody', 'TKS0000001', %L) $$, :'vehicle_id'), 'LFA60', null, 'without a session there is nothing at all');
select finish();
rollback;
