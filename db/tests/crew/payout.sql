begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('conductor', 'user', pg_temp.id('conductor'), 300) as ref \gset
select crew.payout(sha256('conductor'), :'ref') as shown \gset
select is((:'shown'::jsonb ->> 'amount_cents')::bigint, 30000::bigint, 'what arrives');
select is((select string_agg(s ->> 'state', ' ' order by n) from jsonb_array_elements(:'shown'::jsonb -> 'steps')
  with ordinality e(s, n)), 'requested allowed queued', 'its steps');
select is(crew.payout(sha256('foreign conductor'), :'ref') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
