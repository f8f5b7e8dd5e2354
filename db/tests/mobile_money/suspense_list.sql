begin; select plan(4);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.list(p_limit int default 25) returns jsonb language sql as $$
  select mobile_money.suspense_list(p_zone => 'Africa/Nairobi', p_limit => p_limit) $$;
select is(pg_temp.list(), '[]', 'nothing waits');
select pg_temp.confirm(pg_temp.incoming('TKS000000' || i, p_account => 'nowhere ' || i)) from generate_series(1, 3) i
  \g /dev/null
update mobile_money.payments set first_seen_at = now() - interval '31 minutes' where receipt = 'TKS0000002';
select is((select string_agg(concat_ws(' ', r ->> 'bill_ref', r ->> 'overdue', r ->> 'last3'), ', '
             order by r ->> 'overdue' desc, r ->> 'receipt') from jsonb_array_elements(pg_temp.list()) r),
  'nowhere 2 true 126, nowhere 1 false 126, nowhere 3 false 126', 'each as typed; overdue after 30 minutes');
select is(pg_temp.list(1) #>> '{0,receipt}', 'TKS0000002', 'the limit keeps what waits longest');
select mobile_money.claim_suspense('TKS0000002', :vehicle_id, 'passenger') \g /dev/null
select is(pg_temp.list(1) #>> '{0,receipt}', 'TKS0000001', 'what was claimed waits no more');
select finish(); rollback;
