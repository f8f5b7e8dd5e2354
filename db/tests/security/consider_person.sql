begin;
\ir ../fixtures/joined.psql
select plan(13);
create function pg_temp.told(p_act text, p_who text, p_by text default 'ops') returns jsonb language sql as $$
  select security.consider_person(p_act => p_act, p_user_id => pg_temp.id(p_who), p_session => sha256(p_by::bytea)) $$;
select pg_temp.propose('ops2', 'newcomer') \g /dev/null
select security.join_accounts(pg_temp.id('ops2'), pg_temp.id('auditor')) \g /dev/null
select is(pg_temp.told('disable', 'ops2'), '{"figures": {"accounts": 2, "sessions": 2, "grants": 2, "proposals": 1}, "hindered": []}', 'the whole person is shut out, with every account');
select is(pg_temp.told('grant', 'ops2') -> 'figures', '{"accounts": 1, "sessions": 1, "grants": 1, "proposals": 1}', 'a role is given to an account');
select is((security.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('ops2'), p_reason => 'ugomvi') ->> 'sessions')::int, 2, 'and it is as it was said');
select is(pg_temp.told('disable', 'auditor') -> 'hindered', '["already"]', 'who is out is not shut out');
select is(pg_temp.told('enable', 'auditor') -> 'hindered', '[]', 'but may be let in');
select is(pg_temp.told('enable', 'owner') -> 'hindered', '["not_disabled"]', 'who is in is not let in');
select is(pg_temp.told('end_sessions', 'owner') #> '{figures,sessions}', '1', 'sessions that end');
select is(pg_temp.told('end_sessions', 'ops') -> 'hindered', '["none_open"]', 'one''s own is spared');
update security.role_grants set valid_to = clock_timestamp() where user_id = pg_temp.id('finance2');
select is(pg_temp.told('disable', 'finance') -> 'hindered', '["last"]', 'the last who decides stays');
select is(security.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('finance'), p_reason => 'ugomvi') ->> 'outcome', 'last', 'as the act itself says');
select security.erase_account(p_phone_hash => sha256('phone of newcomer')) \g /dev/null
select is(pg_temp.told('enable', 'newcomer') -> 'hindered', '["not_disabled"]', 'an account that was emptied is nobody''s');
select is(pg_temp.told('disable', 'newcomer') -> 'hindered', '["already"]', 'and out');
select is(security.propose_enable(p_made_by => pg_temp.id('ops'), p_user_id => pg_temp.id('newcomer'), p_reason => 'sababu') ->> 'outcome', 'not_disabled', 'as the act itself says');
select finish();
rollback;
