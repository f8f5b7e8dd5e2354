begin; select plan(3);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 1000) as ref \gset
select owners.payout(sha256('owner'), :'ref') as shown \gset
select is((:'shown'::jsonb ->> 'amount_cents')::bigint, 100000::bigint, 'what arrives');
select is((select string_agg(s ->> 'state', ' ' order by n) from jsonb_array_elements(:'shown'::jsonb -> 'steps')
  with ordinality e(s, n)), 'requested allowed queued', 'its steps');
select is(owners.payout(sha256('stranger'), :'ref') ->> 'outcome', 'absent', 'not for others');
select finish(); rollback;
