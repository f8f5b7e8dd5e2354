begin;
\ir ../fixtures/officials.psql
select plan(8);
create function pg_temp.room(p_who text, p_cents bigint) returns jsonb language sql as $$
  select mobile_money.assignable_cents(p_session => sha256(p_who::bytea), p_user_id => pg_temp.id(p_who),
    p_amount_cents => p_cents) $$;
update config.settings set value = '10000' where setting = 'assign_cap_cents';
update config.settings set value = '7000' where setting = 'assign_cap_new_device_cents';
select mobile_money.settle_payments(p_kind => 'c2b_confirmation', p_received_at => now(),
  p_messages => array[pg_temp.incoming('TKS0000001', p_account => 'nowhere')]) \g /dev/null
select is(pg_temp.room('ops', 7000) - 'new_until', '{"daily_cap_cents": 7000, "assigned_cents": 0, "fits": true}',
  'from a new device the smaller cap');
select isnt(pg_temp.room('ops', 7000) ->> 'new_until', null, 'and until when');
select is(pg_temp.room('ops', 7001) ->> 'fits', 'false', 'not a cent more');
select mobile_money.claim_suspense(p_receipt => 'TKS0000001', p_vehicle_id => :vehicle_id, p_claimed_by => 'user:'
  || pg_temp.id('ops2')) \g /dev/null
select is(pg_temp.room('ops', 7000) ->> 'assigned_cents', '0', 'what others placed is theirs');
update mobile_money.payments set assigned_by = 'user:' || pg_temp.id('ops');
select is(pg_temp.room('ops', 1001) ->> 'fits', 'false', 'what one placed oneself counts');
update accounts.sessions set created_at = now() - interval '2 days' where session_hash = sha256('ops');
select is(pg_temp.room('ops', 4000),
  '{"daily_cap_cents": 10000, "assigned_cents": 6000, "new_until": null, "fits": true}',
  'from a known device the other cap');
update mobile_money.payments set assigned_at
  = (now() at time zone 'Africa/Nairobi')::date::timestamp at time zone 'Africa/Nairobi' - interval '1 second';
select is(pg_temp.room('ops', 4000) ->> 'assigned_cents', '0', 'yesterday is over at midnight, Nairobi time');
select is((select state from mobile_money.payments), 'placed', 'and nothing else changed');
select finish();
rollback;
