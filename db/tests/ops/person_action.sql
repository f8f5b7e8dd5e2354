begin;
\ir ../fixtures/officials.psql
select plan(13);
create function pg_temp.page(p_by text, p_function text, p_who text,
  p_about text default '') returns jsonb language sql as $$
  select ops.person_action(p_session => sha256(p_by::bytea), p_user_id => coalesce(pg_temp.id(p_who)::text, p_who),
                           p_function => p_function, p_about => p_about) $$;
select is(pg_temp.page('ops', 'ops.disable_person', 'owner') #> '{figures,sessions}', '1', 'disabling is previewed');
select is(pg_temp.page('ops', 'ops.disable_person', 'finance') -> 'blockers', '["last"]',
  'with what stands in the way');
select is(pg_temp.page('ops', 'ops.propose_grant', 'owner') ? 'figures', false, 'other actions are not');
select is(pg_temp.page('finance', 'ops.propose_grant', 'owner') ->> 'outcome', 'absent',
  'who may not do it has no page of it');
select is(pg_temp.page('auditor', 'ops.disable_person', 'owner') ->> 'outcome', 'absent', 'nor who only looks');
select is(pg_temp.page('ops', 'ops.dance', 'owner') ->> 'outcome', 'absent', 'no such action');
select is(pg_temp.page('ops', 'ops.disable_person', '-1') ->> 'outcome', 'absent', 'nobody of that number at all');
select is(pg_temp.page('ops', 'ops.propose_revoke', 'owner', pg_temp.grant_of('owner')::text) #>> '{grant,scope}',
  'Mama Njeri', 'which role goes');
select is(pg_temp.page('ops', 'ops.propose_revoke', 'owner', pg_temp.grant_of('ops2')::text) ->> 'outcome', 'absent',
  'not that of somebody else');
select accounts.remember_device(p_user_id => pg_temp.id('owner'), p_device => sha256('phone')) \g /dev/null
select is(pg_temp.page('ops', 'ops.forget_device',
  'owner', accounts.device_key(p_device_hash => sha256('phone'))) #> '{device,sessions}', '0', 'which device');
select is(pg_temp.page('ops', 'ops.forget_device', 'owner', '0123') ->> 'outcome', 'absent', 'no such device');
select is(pg_temp.page('ops', 'ops.disable_person', 'owner') -> 'code', 'false',
  'right after a second factor no code is asked for');
update accounts.sessions set proved_at = now() - interval '1 hour' where session_hash = sha256('ops');
select is(pg_temp.page('ops', 'ops.disable_person', 'owner') -> 'code', 'true', 'later one is');
select finish();
rollback;
