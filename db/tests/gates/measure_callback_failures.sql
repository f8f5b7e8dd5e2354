begin; select plan(6);
\ir ../fixtures/gates.psql
select is(pg_temp.figure('callback_failures'), '0/-/9', 
  'nothing failed, and nine messages are too few for one of a hundred');
select pg_temp.receive(91, 'posted'), pg_temp.receive(1, 'quarantine', 2);
select is(pg_temp.figure('callback_failures'), '9/9/101', 'one of 101 can''t be used');
select pg_temp.receive(4, 'pending', 0);
select is(pg_temp.figure('callback_failures'), '47/47/105', 'four in a row are counted');
select pg_temp.receive(1, 'pending', 0);
select is(pg_temp.figure('callback_failures'), '1000/1000/106', 'five in a row are as bad as all');
select is(pg_temp.figure('callback_failures', '10 minutes'), '1000/1000/0', 'also when nothing came since');
-- Settled when it was tried again.
select pg_temp.keep_message(pg_temp.incoming('QKEPT00001')) \g /dev/null
select mobile_money.retry_callback(callback_id) from mobile_money.mpesa_callbacks where receipt = 'QKEPT00001'
  \g /dev/null
select is((select outcome || ' ' || attempts from mobile_money.mpesa_callbacks where receipt = 'QKEPT00001'),
  'posted 1',   'a message that was settled later still counts as one that failed');
select finish(); rollback;
