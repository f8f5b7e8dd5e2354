begin; select plan(2);
\ir ../fixtures/payouts.psql
select is(payouts.crew_party(pg_temp.id('conductor'), array[1]), array[pg_temp.id('conductor')], 'crew');
select is(payouts.crew_party(pg_temp.id('owner'), '{}'), '{}', 'nobody else');
select finish(); rollback;
