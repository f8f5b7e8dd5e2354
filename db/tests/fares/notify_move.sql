begin; select plan(1);
\ir ../fixtures/credit.psql
select fares.notify_move('nothing') \g /dev/null
select is((select count(*) from messaging.outbox), 0::bigint, 'for a fare that was not moved nothing is sent');
select * from finish(); rollback;
