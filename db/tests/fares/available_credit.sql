begin; select plan(7);
\ir ../fixtures/credit.psql
select is(pg_temp.available(), 0::bigint, 'nothing');
select pg_temp.credit('AVC0000001', '60.00') \g /dev/null
select is(pg_temp.available(), 6000::bigint, 'what came');
select is(fares.available_credit(sha256('sim'), null, 'KES'), 0::bigint, 'with this SACCO only');
select is(fares.available_credit(sha256('sim'), :sacco_id, 'UGX'), 0::bigint, 'in its currency');
select is(pg_temp.available('other'), 0::bigint, 'of this SIM');
select pg_temp.opens('credit', 10000) \g /dev/null
select is(pg_temp.available(), 0::bigint, 'less what is reserved');
select fares.release_credit(pg_temp.newest_ref()), pg_temp.credit('AVC0000002', '1500.00', 'other') \g /dev/null
select is(pg_temp.available('other'), 0::bigint, 'and less what is not verified');
select * from finish(); rollback;
