begin; select plan(6);
\ir ../fixtures/signed_in.psql
create function pg_temp.found(p_receipt text default null, p_phone text default null, p_vehicle bigint default null,
  p_owners bigint[] default null, p_saccos bigint[] default null) returns jsonb language sql as $$
  select jsonb_path_query_array(mobile_money.find_payments(p_receipt, sha256(p_phone::bytea), p_vehicle, p_owners,
    p_saccos, 'Africa/Nairobi'), '$[*].receipt') $$;
select pg_temp.confirm(pg_temp.incoming('TKA0000001')), pg_temp.confirm(pg_temp.incoming('TKA0000002')),
       pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')) \g /dev/null
update mobile_money.payments set payer_hash = sha256('me') where receipt in ('TKA0000001', 'TKS0000001');
select is(pg_temp.found('TKA0000001'), '["TKA0000001"]', 'a receipt is found');
select is(jsonb_array_length(pg_temp.found(p_phone => 'me')), 2, 'a phone finds what it paid, also without a vehicle');
select is(jsonb_array_length(pg_temp.found(p_vehicle => :vehicle_id)), 2, 'a vehicle finds its newest');
select is(pg_temp.found(p_phone => 'me', p_owners => array[:owner_id]), '["TKA0000001"]', 'an owner finds their own');
select is(pg_temp.found('TKA0000001', p_owners => array[:stranger_id]), '[]', 'and nothing of others');
select is(pg_temp.found('TKA0000001', p_saccos => array[-1]), '[]', 'nor does a SACCO');
select finish(); rollback;
