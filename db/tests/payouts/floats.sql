begin; select plan(2);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) \g /dev/null
select is(payouts.floats('Africa/Nairobi') -> 0 ->> 'waiting_cents', '50000', 'what waits to leave for phones');
select is(payouts.floats('Africa/Nairobi') -> 0 -> 'at', 'null', 'never told');
select finish(); rollback;
