begin;
\ir ../fixtures/officials.psql
select plan(3);
select pg_temp.propose('ops', 'newcomer', 'owner', :owner_id) as change \gset
select is(security.role_change_card(p_change_id => (:'change'::jsonb ->> 'change_id')::bigint, p_zone => 'Africa/Nairobi') -> 'scope', '"Mama Njeri"', 'what, for whom, where');
select security.propose_join(p_made_by => pg_temp.id('ops'), p_act => 'join', p_user_id => pg_temp.id('newcomer'), p_other => pg_temp.id('auditor'), p_reason => 'simu zake') as change \gset
select is((security.role_change_card(p_change_id => (:'change'::jsonb ->> 'change_id')::bigint, p_zone => 'Africa/Nairobi') ->> 'other_user_id')::bigint, pg_temp.id('auditor'), 'and with whom');
select is(security.role_change_card(p_change_id => -1, p_zone => 'Africa/Nairobi'), null, 'no proposal, no card');
select finish();
rollback;
