begin;
\ir ../fixtures/officials.psql
select plan(2);
select pg_temp.propose('ops', 'newcomer', 'owner', :owner_id) as change \gset
select is(security.role_change_card(p_change_id => (:'change'::jsonb ->> 'change_id')::bigint, p_zone => 'Africa/Nairobi') -> 'scope', '"Mama Njeri"', 'what, for whom, where');
select is(security.role_change_card(p_change_id => -1, p_zone => 'Africa/Nairobi'), null, 'no proposal, no card');
select finish();
rollback;
