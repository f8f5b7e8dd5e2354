begin; select plan(1);
\ir ../fixtures/signed_in.psql
select fleet.notify_transfer(:vehicle_id, array[:owner_id]) \g /dev/null
select is(pg_temp.notified('sms_transferred/%'), array[pg_temp.id('owner')], 'who may see that owner''s money is told');
select finish(); rollback;
