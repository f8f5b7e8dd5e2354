begin; select plan(3);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.alike(p_receipt text) returns text[] language sql as $$
  select array_agg(receipt) from mobile_money.alike_in_suspense(p_receipt => p_receipt) $$;
select pg_temp.confirm(pg_temp.incoming(r, p_account => a)) from (values
  ('TKS0000001', '46 29'), ('TKS0000002', '4629'),
  ('TKS0000003', '4630'), ('TKS0000004', ''), ('TKS0000005', ''), ('TKA0000001', '4628')) v(r, a) \g /dev/null
select is(pg_temp.alike('TKS0000002'), '{TKS0000002,TKS0000001}', 'the same account in another spelling');
select is(pg_temp.alike('TKS0000004'), '{TKS0000004}', 'a blank account is like no other');
select is(pg_temp.alike('TKA0000001'), null, 'one that found its vehicle has none');
select finish(); rollback;
