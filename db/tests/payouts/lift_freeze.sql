begin; select plan(6);
\ir ../fixtures/payouts.psql
select is(payouts.lift_freeze(pg_temp.id('ops'), pg_temp.id('owner'), 'amethibitisha kwa simu'), 'not_frozen',
  'not frozen');
select payouts.freeze(pg_temp.id('owner')) \g /dev/null
select is(payouts.lift_freeze(pg_temp.id('owner'), pg_temp.id('owner'), 'amethibitisha kwa simu'), 'oneself',
  'not oneself');
select is(payouts.lift_freeze(pg_temp.id('ops'), pg_temp.id('owner'), 'ok'), 'no_real_reason', 'a real reason');
select is(payouts.lift_freeze(pg_temp.id('ops'), pg_temp.id('owner'), 'amethibitisha kwa simu'), 'lifted', 'lifted');
select ok(not payouts.is_frozen('owner', :owner_id), 'money may leave again');
select is((select count(*) from messaging.alarms where kind = 'payouts_frozen' and acknowledged_at is null), 0::bigint,
  'its alarm is closed');
select finish(); rollback;
