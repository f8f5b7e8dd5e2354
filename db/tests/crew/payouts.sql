begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('conductor', 'user', pg_temp.id('conductor'), 300) as ref \gset
select is(crew.payouts(sha256('conductor'), '', 5) #>> '{rows,0,payout_ref}', :'ref', 'the newest first');
select is(crew.payouts(sha256('conductor'), :'ref', 5) -> 'rows', '[]', 'nothing before it');
select is(crew.payouts(sha256('foreign conductor'), '', 5) -> 'rows', '[]', 'not for others');
select finish(); rollback;
