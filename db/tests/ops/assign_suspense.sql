begin; select plan(24);
\ir ../fixtures/configured.psql
select set_config('test.vehicle', :'vehicle_id', true) \g /dev/null
create function pg_temp.act(p_who text, p_receipt text, p_vehicle text default current_setting('test.vehicle'),
  p_reason text default null) returns text language sql as $$
  select ops.assign_suspense(sha256(p_who::bytea), p_receipt, p_vehicle, p_reason) ->> 'outcome' $$;
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
select is(pg_temp.act('owner', 'TKS0000001'), 'absent', 'an owner may not assign money to their own vehicle');
select is(pg_temp.act('ops', 'TKS0000001', '99999999999999999999999'), 'absent', 'there is no such vehicle');
select is(pg_temp.balance(:suspense), 6000::bigint, 'the money stays in suspense');
select is(pg_temp.act('ops', 'TKS0000001'), 'placed', 'operations assign');
select is(pg_temp.balance(:fuel), 1764::bigint, 'the money is split like any fare of that vehicle');
select is((select actor from audit.change_log where action = 'assign_suspense'), (select 'user:' || user_id
  from accounts.sessions where session_hash = sha256('ops')), 'the audit log names the person');
select is(pg_temp.act('ops', 'TKS0000001'), 'placed', 'a second call gives the same answer');
select is(pg_temp.balance(:fuel), 1764::bigint, 'and moves nothing');
update config.settings set value = '14000' where setting = 'assign_cap_cents';
update config.settings set value = '10000' where setting = 'assign_cap_new_device_cents';
select pg_temp.confirm(pg_temp.incoming('TKS0000002', p_account => 'nowhere')),
       pg_temp.confirm(pg_temp.incoming('TKS0000003', p_account => 'nowhere')) \g /dev/null
select is(pg_temp.act('ops', 'TKS0000002'), 'over_cap', 'a new device has a lower cap');
select is(pg_temp.act('ops', 'TKS0000001'), 'placed', 'an assigned payment stays so');
select is((select state from mobile_money.payments where receipt = 'TKS0000002'), 'suspense', 'it stays in suspense');
select is((select after ->> 'outcome' from audit.change_log where action = 'assign_suspense'
  and subject like '%TKS0000002'), 'over_cap', 'the audit log has the refusal');
update accounts.sessions set created_at = now() - interval '25 hours' where session_hash = sha256('ops');
select is(pg_temp.act('ops', 'TKS0000002'), 'placed', 'a known device has the full cap');
select is(pg_temp.act('ops', 'TKS0000003'), 'over_cap', 'the full cap holds as well');
savepoint capped;
delete from config.settings where setting in ('assign_cap_cents', 'assign_cap_new_device_cents');
select is(pg_temp.act('ops', 'TKS0000003'), 'over_cap', 'without a cap nothing can be assigned');
rollback to capped;
update config.settings set value = '18000' where setting = 'assign_cap_cents';
select is(pg_temp.act('ops', 'TKS0000003'), 'placed', 'a payment may reach the cap to the cent');
select is(pg_temp.act('ops', 'TKS9999999'), 'not_found', 'an unknown receipt is not found');
-- A larger payment takes two people, and no cap of one person.
select pg_temp.confirm(pg_temp.incoming('TKS0000004', p_account => 'nowhere')) \g /dev/null
update config.settings set value = '6000' where setting = 'assign_alone_cents';
select is(pg_temp.act('ops', 'TKS0000004'), 'over_cap', 'one of just that amount takes one');
update config.settings set value = '5999' where setting = 'assign_alone_cents';
select is(pg_temp.act('ops', 'TKS0000004'), 'no_reason', 'a larger payment needs a reason');
select is(pg_temp.act('ops', 'TKS0000004', p_reason => 'the plate was typed wrong'), 'proposed', 'and is proposed');
select is(pg_temp.act('ops2', 'TKS0000004', p_reason => 'me too'), 'open', 'once');
select is(pg_temp.balance(:suspense), 6000::bigint, 'the money stays in suspense');
delete from config.settings where setting = 'assign_alone_cents';
select pg_temp.confirm(pg_temp.incoming('TKS0000005', p_account => 'nowhere')) \g /dev/null
select is(pg_temp.act('ops', 'TKS0000005', p_reason => 'because'), 'proposed', 'without the setting each takes two');
update accounts.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.act('ops', 'TKS0000001') $$, 'LFA86', null, 'it takes a fresh second factor');
select finish(); rollback;
