begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('admin', 'sacco', :sacco_id, 300) as ref \gset
select sacco.payout(sha256('admin'), :'ref') as shown \gset
select is((:'shown'::jsonb ->> 'amount_cents')::bigint, 30000::bigint, 'what arrives');
select is((select string_agg(s ->> 'state', ' ' order by n) from jsonb_array_elements(:'shown'::jsonb -> 'steps')
  with ordinality e(s, n)), 'requested allowed queued', 'its steps');
select is(sacco.payout(sha256('foreign admin'), :'ref') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
