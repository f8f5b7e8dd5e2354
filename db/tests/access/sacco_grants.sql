begin;
\ir ../fixtures/officials.psql
\ir ../fixtures/sacco.psql
select plan(3);
select access.sacco_grants(p_sacco_ids => array[:sacco_id]::bigint[], p_zone => 'Africa/Nairobi') as rows \gset
select is((select string_agg(r ->> 'role', ' ') from jsonb_array_elements(:'rows') r),
  'sacco_treasurer sacco_admin crew', 'officials, then crew');
select is(access.sacco_grants(p_sacco_ids => '{}', p_zone => 'Africa/Nairobi'), '[]', 'no SACCO, nobody');
update accounts.users set disabled_at = now()
  where user_id in (select user_id from access.role_grants where role = 'crew');
select is((select string_agg(r ->> 'disabled', ' ')
  from jsonb_array_elements(access.sacco_grants(p_sacco_ids => array[:sacco_id]::bigint[],
  p_zone => 'Africa/Nairobi')) r),
  'false false true', 'and who of them is shut out');
select finish();
rollback;
