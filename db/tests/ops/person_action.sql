begin; select plan(20);
\ir ../fixtures/officials.psql
create function pg_temp.page(p_by text, p_function text, p_who text default 'owner', p_about text default '')
  returns jsonb language sql as $$
  select ops.person_action(sha256(p_by::bytea), coalesce(pg_temp.id(p_who)::text, p_who), p_function, p_about) $$;
create function pg_temp.disabling(p_who text) returns jsonb language sql
  as $$ select pg_temp.page('ops', 'ops.disable_person', p_who) $$;
select pg_temp.propose('ops2', 'newcomer') as change \gset
select config.change_config(pg_temp.id('ops2'), 'setting', 'ussd_min_cents', null, '{"value": "2000"}', 'sababu')
  \g /dev/null
select pg_temp.remember() \g /dev/null
select is(pg_temp.disabling('owner') -> 'figures', '{"sessions": 1, "grants": 1, "proposals": 0}', 'it is previewed');
select is(pg_temp.disabling('owner') -> 'blockers', '[]', 'nothing stands in the way');
select is(pg_temp.disabling('finance') -> 'blockers', '["last"]', 'the last who decides is needed');
select is(pg_temp.disabling('ops2') #> '{figures,proposals}', '2', 'open proposals on roles and settings count');
select is(pg_temp.changed(), 'nothing', 'a preview changes nothing');
select pg_temp.decide('finance', :'change') \g /dev/null
select is(pg_temp.disabling('ops2') #> '{figures,proposals}', '1', 'a decided proposal is not counted');
select is(accounts.disable_person(pg_temp.id('ops'), pg_temp.id('stranger'), 'simu imeibwa') -> 'sessions',
  '1', 'as many sessions end as the preview said');
select is(pg_temp.disabling('stranger') -> 'blockers', '["already"]', 'a disabled person is not disabled again');
select is(pg_temp.disabling('stranger') #> '{figures,sessions}', '0', 'and has no session');
select is(pg_temp.page('ops', 'ops.propose_grant') ? 'figures', false, 'other actions are not');
select is(pg_temp.page('finance', 'ops.propose_grant') ->> 'outcome', 'absent', 'finance has no page to propose');
select is(pg_temp.page('auditor', 'ops.disable_person') ->> 'outcome', 'absent', 'an auditor has no page of an action');
select is(pg_temp.page('ops', 'ops.dance') ->> 'outcome', 'absent', 'there is no such action');
select is(pg_temp.page('ops', 'ops.disable_person', '-1') ->> 'outcome', 'absent', 'there is no such person');
select is(pg_temp.page('ops', 'ops.propose_revoke', 'owner', pg_temp.grant_of('owner')::text) #>> '{grant,scope}',
  'Mama Njeri', 'the page names the grant');
select is(pg_temp.page('ops', 'ops.propose_revoke', 'owner', pg_temp.grant_of('ops2')::text) ->> 'outcome', 'absent',
  'the grant of another person is refused');
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) \g /dev/null
select is(pg_temp.page('ops', 'ops.forget_device', 'owner', accounts.device_key(p_device_hash => sha256('phone')))
  #> '{device,sessions}', '0', 'the page names the device');
select is(pg_temp.page('ops', 'ops.forget_device', 'owner', '0123') ->> 'outcome', 'absent', 'there is no such device');
select is(pg_temp.page('ops', 'ops.disable_person') -> 'needs_code', 'false', 'with a second factor no code is asked');
update accounts.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select is(pg_temp.page('ops', 'ops.disable_person') -> 'needs_code', 'true', 'an hour later one is');
select finish(); rollback;
