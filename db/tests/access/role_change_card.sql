begin;
\ir ../fixtures/officials.psql
select plan(4);
select pg_temp.propose('ops', 'newcomer', 'owner', :owner_id) as change \gset
select is(access.role_change_card(p_change_id => (:'change'::jsonb ->> 'change_id')::bigint, p_sacco_ids => null,
  p_zone => 'Africa/Nairobi') -> 'scope', '"Mama Njeri"', 'what, for whom, where');
select is(access.role_change_card(p_change_id => -1, p_sacco_ids => null, p_zone => 'Africa/Nairobi'), null,
  'no proposal, no card');
\ir ../fixtures/sacco.psql
update accounts.users set name_sealed = '\x02' where user_id = pg_temp.id('newcomer');
select is(access.role_change_card(p_change_id => (:'change'::jsonb ->> 'change_id')::bigint, p_sacco_ids => null,
  p_zone => 'Africa/Nairobi') ->> 'name_sealed', 'Ag==', 'one of us reads the name');
select is(access.role_change_card(p_change_id => (:'change'::jsonb ->> 'change_id')::bigint,
  p_sacco_ids => array[:sacco_id::bigint], p_zone => 'Africa/Nairobi') ->> 'name_sealed', null,
  'a SACCO that does not know them reads none');
select finish();
rollback;
