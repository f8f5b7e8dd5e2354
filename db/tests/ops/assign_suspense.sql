begin;
\ir ../fixtures/signed_in.psql
select plan(18);
create function pg_temp.act(p_who text, p_receipt text, p_vehicle text) returns text language sql as $$
  select ops.assign_suspense(p_session => sha256(p_who::bytea), p_receipt => p_receipt,
    p_vehicle_id => p_vehicle) ->> 'outcome' $$;
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('TKS0000001', p_account => 'nowhere')]);
select is(pg_temp.act('owner', 'TKS0000001', :'vehicle_id'), 'absent',
  'an owner may not place money with their own vehicle');
select is(pg_temp.act('ops', 'TKS0000001', '99999999999999999999999'), 'absent',
  'nor anybody with a vehicle that does not exist');
select is(pg_temp.balance(:suspense), 6000::bigint, 'and the money is where it was');
select is(pg_temp.act('ops', 'TKS0000001', :'vehicle_id'), 'placed', 'an operator may');
select is(pg_temp.balance(:fuel), 1764::bigint, 'and it is split like any fare of that vehicle');
select is((select actor from audit.change_log where action = 'assign_suspense'),
          (select 'user:' || user_id from accounts.sessions where session_hash = sha256('ops')),
            'the audit log says who did it');
select is(pg_temp.act('ops', 'TKS0000001', :'vehicle_id'), 'placed', 'pressing again');
select is(pg_temp.balance(:fuel), 1764::bigint, 'moves nothing twice');
select throws_ok(format($$ select pg_temp.act('nobody', 'TKS0000001', %L) $$, :'vehicle_id'), 'LFA60', null,
  'without a session there is nothing at all');
update config.settings set value = '14000' where setting = 'assign_cap_cents';
update config.settings set value = '10000' where setting = 'assign_cap_new_device_cents';
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('TKS0000002', p_account => 'nowhere'),
    pg_temp.incoming('TKS0000003', p_account => 'nowhere')]);
select pg_temp.remember() \g /dev/null
select is(pg_temp.act('ops', 'TKS0000002', :'vehicle_id'), 'over_cap',
  'from a new device the cap of the day is reached sooner');
select is(pg_temp.act('ops', 'TKS0000001', :'vehicle_id'), 'placed', 'what is placed stays so');
select is((select state from mobile_money.payments where receipt = 'TKS0000002'), 'suspense',
  'and the money is where it was');
select is((select after ->> 'outcome' from audit.change_log where action = 'assign_suspense'
  and subject like '%TKS0000002'), 'over_cap', 'the audit log has the try');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select is(pg_temp.act('ops', 'TKS0000002', :'vehicle_id'), 'placed', 'from a known one it may go');
select is(pg_temp.act('ops', 'TKS0000003', :'vehicle_id'), 'over_cap', 'until that cap is reached as well');
savepoint capped;
delete from config.settings where setting in ('assign_cap_cents', 'assign_cap_new_device_cents');
select is(pg_temp.act('ops', 'TKS0000003', :'vehicle_id'), 'over_cap', 'no cap at all is no leave');
rollback to capped;
update config.settings set value = '18000' where setting = 'assign_cap_cents';
select is(pg_temp.act('ops', 'TKS0000003', :'vehicle_id'), 'placed', 'to the cent');
select is(pg_temp.act('ops', 'TKS9999999', :'vehicle_id'), 'not_found', 'money that never came takes no room');
select finish();
rollback;
