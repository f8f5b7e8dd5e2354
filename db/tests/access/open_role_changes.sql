begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.waiting(p_saccos bigint[]) returns jsonb language sql as $$
  select access.open_role_changes(p_sacco_ids => p_saccos, p_zone => 'Africa/Nairobi') $$;
select is(pg_temp.waiting(null), '[]', 'nothing waits');
select pg_temp.propose('ops', 'newcomer') as first \gset
select pg_temp.propose('ops', 'newcomer', 'crew', :vehicle_id) \g /dev/null
select is(jsonb_array_length(pg_temp.waiting(null)), 2, 'two proposals wait');
select is(jsonb_array_length(pg_temp.waiting(array[:sacco_id])), 1, 'one of them concerns the SACCO');
select pg_temp.decide('finance', :'first') \g /dev/null
select is(jsonb_array_length(pg_temp.waiting(null)), 1, 'a decided proposal waits no more');
-- A SACCO proposes a hundred crews; then a proposal about staff is made.
with known as (insert into accounts.users (phone_hash, phone_sealed, phone_last3) select sha256(n::text::bytea),
  '\x01', '126' from generate_series(1, 101) n returning user_id) select access.propose_grant(pg_temp.id('ops'),
  k.user_id, 'crew', :vehicle_id, null, null, 'kondakta mpya') from known k \g /dev/null
select pg_temp.propose('ops2', 'auditor') ->> 'change_id' as newest \gset
select ok(jsonb_path_exists(pg_temp.waiting(null), '$[*] ? (@.change_id == $id)', jsonb_build_object('id', :newest)),
  'a proposal about staff is listed, however many crews are proposed');
select finish(); rollback;
