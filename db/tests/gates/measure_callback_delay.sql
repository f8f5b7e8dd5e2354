begin; select plan(4);
\ir ../fixtures/gates.psql
select matches(pg_temp.figure('callback_delay'), '^[0-9]{1,4}/[0-9]{1,4}/9$',
  'fares are on the list when their message is settled');
update mobile_money.mpesa_callbacks set received_at = received_at - interval '7 seconds' where receipt = 'QOUT000001';
select is(pg_temp.figure('callback_delay') >= '7000/7000/9', true, 'the slowest of nine is the figure');
select pg_temp.confirm(pg_temp.incoming('QLATE00001', p_account => 'nowhere')) \g /dev/null
update mobile_money.mpesa_callbacks set received_at = received_at - interval '1 hour' where receipt = 'QLATE00001';
select mobile_money.claim_suspense('QLATE00001', :vehicle_id, 'passenger') \g /dev/null
select matches(pg_temp.figure('callback_delay'), '/9$', 'what was assigned from suspense is no delay');
select is(pg_temp.figure('callback_delay', '15 minutes'), '-/-/0', 'fares of 15 minutes count');
select finish(); rollback;
