begin; select plan(2);
\ir ../fixtures/officials.psql
select fleet.propose_person(pg_temp.id('ops'), jsonb_build_object('phone_hash', encode(sha256('new'), 'hex'),
  'phone_sealed', '01', 'last3', '126'), 'owner', :owner_id, null) from generate_series(1, 2) \g /dev/null
select is((select count(*) from access.role_changes where role = 'owner' and state = 'proposed'), 1::bigint, 'once');
select fleet.propose_person(pg_temp.id('ops'), '{}', 'owner', :stranger_id, null) \g /dev/null
select is((select count(*) from access.role_changes), 1::bigint, 'nobody without a phone');
select finish(); rollback;
