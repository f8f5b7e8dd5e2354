begin; select plan(12);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_who text, p_receipt text default 'TKS0000001') returns jsonb language sql as $$
  select ops.payment(p_session => sha256(p_who::bytea), p_receipt => p_receipt) $$;
select is(pg_temp.page('ops', 'TKS0000009'), '{"outcome": "absent"}', 'an unknown receipt is refused');
select pg_temp.confirm(pg_temp.incoming('TKS0000001', p_account => 'nowhere')),
       pg_temp.confirm(pg_temp.incoming('TKS0000001', '70', 'nowhere')) \g /dev/null
select is(pg_temp.page('ops') #>> '{state}', 'suspense', 'a payment without a vehicle has a story too');
select is(jsonb_path_query_array(pg_temp.page('ops'), '$.messages[*].outcome'), '["suspense", "conflict"]',
  'both versions of a conflict are told');
select is(pg_temp.page('ops') #> '{messages,1,reason,told_cents}', '7000', 'with the field that differs');
select is(pg_temp.page('ops') #>> '{alarms,0,kind}', 'conflict_callback', 'and the alarm that it raised');
select mobile_money.claim_suspense('TKS0000001', :vehicle_id, 'user:' || pg_temp.id('ops2')) \g /dev/null
select is(jsonb_path_query_array(pg_temp.page('finance'), '$.journals[*].kind'), '["suspense", "reversal", "fare"]',
  'the way from suspense to the vehicle is told by its journals');
select is((select sum((l ->> 'cents')::bigint) from jsonb_path_query(pg_temp.page('ops'), '$.journals[*].legs[*]') l),
  0::numeric, 'with legs that sum to zero');
select is(pg_temp.page('ops') #>> '{assigned_by,user_id}', pg_temp.id('ops2')::text, 'and who moved it');
select is(pg_temp.page('ops') #>> '{fare,plate}', 'KZZ 001A', 'and where it is now');
select is(pg_temp.page('auditor') #>> '{looks,0,who,user_id}', pg_temp.id('auditor')::text, 'a look is shown at once');
select isnt(pg_temp.page('ops') #>> '{looks,9}', null, 'after nine more');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
