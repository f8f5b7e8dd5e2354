begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('admin', 'sacco', :sacco_id, 300) as ref \gset
select is(sacco.payouts(sha256('admin'), '', 5) #>> '{rows,0,payout_ref}', :'ref', 'the newest first');
select is(sacco.payouts(sha256('admin'), :'ref', 5) -> 'rows', '[]', 'nothing before it');
select is(sacco.payouts(sha256('foreign admin'), '', 5) -> 'rows', '[]', 'not for others');
select finish(); rollback;
