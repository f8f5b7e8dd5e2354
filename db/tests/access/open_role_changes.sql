begin;
\ir ../fixtures/officials.psql
select plan(5);
create function pg_temp.waiting(p_saccos bigint[]) returns int language sql as $$
  select jsonb_array_length(access.open_role_changes(p_sacco_ids => p_saccos, p_zone => 'Africa/Nairobi')) $$;
select is(pg_temp.waiting(null), 0, 'nothing waits');
select pg_temp.propose('ops', 'newcomer') as first, pg_temp.propose('ops', 'newcomer', 'crew', :vehicle_id)
  as second \gset
select is(pg_temp.waiting(null), 2, 'two proposals wait');
select is(pg_temp.waiting(array[(select sacco_id from fleet.saccos)]), 1, 'one of them concerns the SACCO');
select pg_temp.decide('finance', :'first') \g /dev/null
select is(pg_temp.waiting(null), 1, 'what is decided waits no more');
-- A SACCO proposes crews by the hundred; then somebody is to be let in again, or loses a role.
with known as (insert into accounts.users (phone_hash, phone_sealed, phone_last3) select sha256(n::text::bytea), '\x01',
  '126' from generate_series(1, 101) n returning user_id)
select access.propose_grant(p_made_by => pg_temp.id('ops'), p_user_id => k.user_id, p_role => 'crew',
  p_scope_id => :vehicle_id, p_valid_from => null, p_valid_to => null,
  p_reason => 'kondakta mpya') from known k \g /dev/null
select pg_temp.propose('ops2', 'auditor') ->> 'change_id' as newest \gset
select is((select count(*)
  from jsonb_array_elements(access.open_role_changes(p_sacco_ids => null, p_zone => 'Africa/Nairobi')) c
  where c ->> 'change_id' = :'newest'),
  1::bigint, 'however many crews are proposed, what concerns our own people is seen');
select finish();
rollback;
