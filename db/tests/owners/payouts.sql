begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 1000) as ref \gset
select is(owners.payouts(sha256('owner'), '', 5) #>> '{rows,0,payout_ref}', :'ref', 'the newest first');
select is(owners.payouts(sha256('owner'), :'ref', 5) -> 'rows', '[]', 'nothing before it');
select is(owners.payouts(sha256('stranger'), '', 5) -> 'rows', '[]', 'not for others');
select finish(); rollback;
