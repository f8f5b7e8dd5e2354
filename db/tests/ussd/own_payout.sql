begin; select plan(3);
\ir ../fixtures/owner_dials.psql
select is((select (o.*)::text from ussd.own_payout(sha256('owner')) o), format('(%s,%s)', :owner_user_id, :owner_id),
  'the owner''s own phone');
select is((select count(*) from ussd.own_payout(sha256('sim'))), 0::bigint, 'nobody else''s');
update access.role_grants set valid_to = clock_timestamp() where user_id = :owner_user_id;
select is((select count(*) from ussd.own_payout(sha256('owner'))), 0::bigint, 'nor once the role is gone');
select finish(); rollback;
