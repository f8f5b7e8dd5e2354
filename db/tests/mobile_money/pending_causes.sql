begin; select plan(2);
\ir ../fixtures/one_vehicle.psql
create function pg_temp.causes() returns jsonb language sql as $$
  select mobile_money.pending_causes(p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.causes(), '[]', 'nothing is pending');
select pg_temp.keep_message(pg_temp.incoming('TKS000000' || i)) from generate_series(1, 2) i \g /dev/null
select is(pg_temp.causes() -> 0 ->> 'cause' || ' ' || (pg_temp.causes() -> 0 ->> 'messages'), '40P01 2',
  'by the SQLSTATE with which they failed');
select finish(); rollback;
