begin; select plan(2);
\ir ../fixtures/payouts.psql
select is(payouts.crew_party(pg_temp.id('conductor'), 'crew.payouts'), array[pg_temp.id('conductor')], 'crew');
select is(payouts.crew_party(pg_temp.id('owner'), 'crew.payouts'), '{}', 'nobody else');
select finish(); rollback;
