begin; select plan(8);
\ir ../fixtures/officials.psql
create function pg_temp.room(p_cents bigint) returns jsonb language sql as $$
  select mobile_money.assignable_cents(p_session => sha256('ops'),
  p_user_id => pg_temp.id('ops'), p_amount_cents => p_cents) $$;
update config.settings set value = '10000' where setting = 'assign_cap_cents';
update config.settings set value = '7000' where setting = 'assign_cap_new_device_cents';
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
select is(pg_temp.room(7000) - 'new_until',
  '{"daily_cap_cents": 7000, "assigned_cents": 0, "fits": true}', 'a new device has the smaller cap');
select isnt(pg_temp.room(7000) ->> 'new_until', null, 'the answer says until when');
select is(pg_temp.room(7001) ->> 'fits', 'false', 'a cent more does not fit');
select mobile_money.claim_suspense(p_receipt => 'TKS0000001',
  p_vehicle_id => :vehicle_id, p_claimed_by => 'user:' || pg_temp.id('ops2')) \g /dev/null
select is(pg_temp.room(7000) ->> 'assigned_cents', '0', 'what others assigned does not count');
update mobile_money.payments set assigned_by = 'user:' || pg_temp.id('ops');
select is(pg_temp.room(1001) ->> 'fits', 'false', 'what the person assigned counts');
update accounts.sessions set created_at = now() - interval '2 days' where session_hash = sha256('ops');
select is(pg_temp.room(4000), '{"daily_cap_cents": 10000, "assigned_cents": 6000, "new_until": null, "fits": true}',
  'a known device has the other cap');
update mobile_money.payments set assigned_at =
  (now() at time zone 'Africa/Nairobi')::date::timestamp at time zone 'Africa/Nairobi' - interval '1 second';
select is(pg_temp.room(4000) ->> 'assigned_cents', '0', 'the day ends at midnight, Nairobi time');
select is((select state from mobile_money.payments), 'placed', 'nothing else changed');
select finish(); rollback;
