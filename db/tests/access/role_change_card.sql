begin; select plan(4);
\ir ../fixtures/officials.psql
create function pg_temp.card(p_change text, p_saccos bigint[] default null) returns jsonb language sql as $$
  select access.role_change_card(p_change_id => p_change::bigint, p_sacco_ids => p_saccos, p_zone => 'UTC') $$;
select pg_temp.propose('ops', 'newcomer', 'owner', :owner_id) ->> 'change_id' as change \gset
select is(pg_temp.card(:'change') ->> 'scope', 'Mama Njeri', 'the card names the scope');
select is(pg_temp.card('-1'), null, 'no proposal, no card');
update accounts.users set name_sealed = '\x02' where user_id = pg_temp.id('newcomer');
select is(pg_temp.card(:'change') ->> 'name_sealed', 'Ag==', 'staff read the name');
select is(pg_temp.card(:'change', array[:sacco_id]) ->> 'name_sealed', null, 'a SACCO without them does not');
select finish(); rollback;
