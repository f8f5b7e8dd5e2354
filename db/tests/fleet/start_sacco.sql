begin; select plan(2);
\ir ../fixtures/officials.psql
select is(fleet.start_sacco(pg_temp.id('ops'), jsonb_build_object('sacco', 'Demo Simba', 'last3', '126',
  'phone_hash', encode(sha256('new admin'), 'hex'), 'phone_sealed', '01')) ->> 'outcome', 'registered', 'a SACCO');
select is((select array_agg(access.scope_name(scope_kind, scope_id)) from access.role_changes
  where role = 'sacco_admin' and state = 'proposed'), '{"Demo Simba"}', 'and its first admin, for finance to approve');
select finish(); rollback;
