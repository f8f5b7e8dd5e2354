begin; select plan(2);
select is(telco.horizon_age() between 0 and 60, true, 'the horizon moves');
select pg_current_xact_id(), pg_sleep(0.1);
select ok(telco.horizon_age() >= 0.1, 'it is as old as the oldest transaction that writes');
select finish(); rollback;
