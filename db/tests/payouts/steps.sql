begin; select plan(2);
\ir ../fixtures/payouts.psql
select pg_temp.withdraw('owner', 'owner', :owner_id, 500) as ref \gset
select payouts.steps(pg_temp.payout_id(:'ref'), pg_temp.id('owner'), 'Africa/Nairobi') as steps \gset
select is((select string_agg(s ->> 'state', ' ' order by n) from jsonb_array_elements(:'steps'::jsonb)
  with ordinality e(s, n)), 'requested allowed queued', 'each step once, oldest first');
select is(payouts.steps(0, 0, 'Africa/Nairobi'), '[]', 'none for nothing');
select finish(); rollback;
