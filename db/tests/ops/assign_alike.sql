begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.assign(p_receipt text, p_who text default 'ops') returns jsonb language sql as $$
  select ops.assign_alike(p_session => sha256(p_who::bytea), p_receipt => p_receipt,
    p_vehicle_id => (select vehicle_id::text from fleet.vehicles where plate = 'KZZ 001A'),
    p_reason => 'namba moja') $$;
select pg_temp.confirm(pg_temp.incoming(r, a, '4629'))
  from (values ('TKS0000001', '60'), ('TKS0000002', '60'), ('TKS0000003', '1500')) v(r, a) \g /dev/null
select is(pg_temp.assign('TKS0000001', 'finance'), '{"outcome": "absent"}', 'only operations assign');
select is(pg_temp.assign('TKS0000001'), '{"outcome": "done", "of": 3, "placed": 2, "proposed": 1}',
  'all of one account at once; the large one waits for a second person');
select is((select count(*)::int from audit.change_log where action = 'assign_suspense'), 2, 'each is in the audit log');
select is(pg_temp.assign('TKS0000003') ->> 'placed', '0', 'again moves nothing');
select is(pg_temp.assign('TKS0000001') ->> 'of', '0', 'an assigned one has none like it');
select finish(); rollback;
