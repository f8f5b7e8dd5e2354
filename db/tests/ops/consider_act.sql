begin;
\ir ../fixtures/joined.psql
select plan(25);
create function pg_temp.told(p_by text, p_act text, p_who text, p_about text default '') returns jsonb language sql as $$
  select ops.consider_act(p_session => sha256(p_by::bytea), p_user_id => coalesce(pg_temp.id(p_who)::text, p_who), p_act => p_act, p_about => coalesce(pg_temp.id(p_about)::text, p_about)) $$;
create function pg_temp.hinders(p_by text, p_act text, p_who text, p_about text default '') returns text language sql as $$
  select coalesce(string_agg(h, ' '), 'nothing') from jsonb_array_elements_text(pg_temp.told(p_by, p_act, p_who, p_about) -> 'hindered') h $$;
select is(pg_temp.hinders('ops', 'disable', 'owner'), 'nothing', 'an operator may shut somebody out');
select is(pg_temp.told('ops', 'disable', 'owner') -> 'figures', '{"accounts": 1, "sessions": 1, "grants": 1, "proposals": 0}', 'and sees what will happen');
select is(pg_temp.hinders('finance', 'enable', 'owner'), 'no_right not_disabled', 'who decides does not propose, which is said before');
select is(pg_temp.hinders('ops', 'disable', 'ops'), 'oneself', 'nobody shuts themselves out');
select is(pg_temp.hinders('ops', 'grant', 'ops'), 'same_person', 'nor proposes for themselves');
select is(pg_temp.hinders('ops', 'join', 'owner', 'ops'), 'same_person', 'nor that they are somebody else');
select is(pg_temp.hinders('ops', 'join', 'owner'), 'nothing', 'nobody was named yet');
select is(pg_temp.hinders('ops', 'join', 'owner', '-7'), 'no_other', 'nobody of that number');
select is(pg_temp.told('ops', 'join', 'owner', 'stranger') #>> '{other,user_id}', pg_temp.id('stranger')::text, 'who the other is');
select pg_temp.join('ops', 'stranger', 'owner') \g /dev/null
select is(pg_temp.hinders('ops', 'join', 'owner', 'stranger'), 'waiting', 'the same proposal waits');
select is(pg_temp.hinders('ops', 'join', 'owner', 'auditor'), 'nothing', 'another does not');
select is(pg_temp.hinders('ops', 'separate', 'owner'), 'not_joined', 'who has one account is one');
-- Of three accounts each may be proposed to leave the others.
select security.join_accounts(pg_temp.id('auditor'), pg_temp.id('newcomer')), security.join_accounts(pg_temp.id('auditor'), pg_temp.id('stranger')) \g /dev/null
select ops.propose_separation(p_session => sha256('ops'), p_user_id => pg_temp.id('newcomer')::text, p_reason => 'ni wawili') \g /dev/null
select is(pg_temp.hinders('ops', 'separate', 'newcomer'), 'waiting', 'that one leaves the others waits');
select is(pg_temp.hinders('ops', 'separate', 'stranger'), 'nothing', 'that the first one does is another matter');
select is(ops.propose_separation(p_session => sha256('ops'), p_user_id => pg_temp.id('stranger')::text, p_reason => 'ni wawili') ->> 'outcome', 'proposed', 'and it can be proposed');
select is(pg_temp.told('ops', 'grant', 'finance') -> 'deciders', '1', 'how many can decide it, without the one it concerns');
select is(pg_temp.told('ops', 'disable', 'owner') -> 'deciders', 'null', 'what happens at once nobody decides');
select is(pg_temp.told('ops', 'disable', 'owner') -> 'code', 'false', 'right after a second step no code is asked for');
update security.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select is(pg_temp.told('ops', 'disable', 'owner') -> 'code', 'true', 'later one is');
select is(pg_temp.told('ops', 'grant', 'owner') -> 'code', 'false', 'not for what only proposes');
select is(pg_temp.told('ops', 'revoke', 'owner', pg_temp.grant_of('owner')::text) #>> '{grant,scope}', 'Mama Njeri', 'which role goes');
select is(pg_temp.told('ops', 'revoke', 'owner', pg_temp.grant_of('ops2')::text) ->> 'outcome', 'absent', 'not that of somebody else');
select is(pg_temp.told('ops', 'dance', 'owner') ->> 'outcome', 'absent', 'no such act');
select is(pg_temp.told('auditor', 'disable', 'owner') ->> 'outcome', 'absent', 'who only looks has no such page');
select is(pg_temp.told('ops', 'disable', '-1') ->> 'outcome', 'absent', 'nobody of that number at all');
select finish();
rollback;
