begin; select plan(4);
\ir ../fixtures/trust.psql
select is(ops.trust(sha256('finance')) #>> '{trust,state}', 'no_statement', 'nothing was compared yet');
select pg_temp.prove(100000) \g /dev/null
select is(ops.trust(sha256('finance')) #>> '{trust,difference_cents}', '0', 'the newest comparison');
select is(ops.trust(sha256('ops')) -> 'kinds', '[{"kind": "capital", "cents": 100000}]'::jsonb, 'to whom we owe it');
select is(ops.trust(sha256('owner')) ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
