begin; select plan(7);
\ir ../fixtures/owner_dials.psql
create function pg_temp.parties(p_phone text default 'owner') returns text language sql as $$
  select string_agg(party_kind || ' ' || party_id, ', ') from ussd.payout_parties(sha256(p_phone::bytea)) $$;
select is((select (p.*)::text from ussd.payout_parties(sha256('owner')) p),
  format('(%s,owner,%s)', :owner_user_id, :owner_id), 'the owner''s own phone');
select is(pg_temp.parties('sim'), null, 'nobody else''s');
select pg_temp.also('sacco_treasurer', 'sacco', :sacco_id) as treasurer \gset
select is(pg_temp.parties(), 'owner ' || :owner_id, 'who approves for a SACCO does not ask');
update access.role_grants set valid_to = clock_timestamp() where grant_id = :treasurer;
select pg_temp.also('crew', 'vehicle', :vehicle_id), pg_temp.also('sacco_admin', 'sacco', :sacco_id) \g /dev/null
select is(pg_temp.parties(), format('owner %s, sacco %s, user %s', :owner_id, :sacco_id, :owner_user_id),
  'owners, then SACCOs, then the crew''s part');
insert into fleet.owners (name) values ('Second') returning owner_id as second_id \gset
select pg_temp.also('owner', 'owner', :second_id) \g /dev/null
select matches(pg_temp.parties(), format('^owner %s, owner %s, sacco', :owner_id, :second_id), 'each owner');
update access.role_grants set valid_to = clock_timestamp() where user_id = :owner_user_id and scope_kind = 'owner';
select is(pg_temp.parties(), format('sacco %s, user %s', :sacco_id, :owner_user_id), 'not once the role is gone');
update accounts.users set disabled_at = now() where user_id = :owner_user_id;
select is(pg_temp.parties(), null, 'nor once the person is disabled');
select finish(); rollback;
