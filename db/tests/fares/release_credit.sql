begin; select plan(4);
\ir ../fixtures/credit.psql
select pg_temp.credit('RLC0000001', '60.00'), pg_temp.opens('credit', 10000) \g /dev/null
select is(fares.release_credit(pg_temp.newest_ref()), 'released', 'it is free');
select is(pg_temp.available(), 6000::bigint, 'for another fare');
select is(fares.release_credit(pg_temp.newest_ref()), null, 'once');
select is(fares.release_credit('nothing'), null, 'nothing was reserved');
select * from finish(); rollback;
