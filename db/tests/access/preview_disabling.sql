begin;
\ir ../fixtures/officials.psql
select plan(8);
create function pg_temp.preview(p_who text) returns jsonb language sql as $$
  select access.preview_disabling(p_user_id => pg_temp.id(p_who)) $$;
select pg_temp.propose('ops2', 'newcomer') as change \gset
select config.change_config(pg_temp.id('ops2'), 'setting', 'ussd_min_cents', null, '{"value": "2000"}', 'sababu')
  \g /dev/null
select is(pg_temp.preview('owner'), '{"figures": {"sessions": 1, "grants": 1, "proposals": 0}, "blockers": []}',
  'sessions and grants end');
select is(pg_temp.preview('ops2') #> '{figures,proposals}', '2', 'open proposals about roles and settings are counted');
select pg_temp.decide('finance', :'change') \g /dev/null
select is(pg_temp.preview('ops2') #> '{figures,proposals}', '1', 'a decided proposal is not');
select is(pg_temp.preview('finance') -> 'blockers', '["last"]', 'the last who decides is needed');
select pg_temp.remember() \g /dev/null
select pg_temp.preview('owner') \g /dev/null
select is(pg_temp.changed(), 'nothing', 'a preview changes nothing');
select is(accounts.disable_person(pg_temp.id('ops'), pg_temp.id('owner'), 'simu imeibwa') -> 'sessions', '1',
  'as many sessions end as the preview said');
select is(pg_temp.preview('owner') -> 'blockers', '["already"]', 'a disabled person is not disabled again');
select is(pg_temp.preview('owner') #> '{figures,sessions}', '0', 'and has no session');
select finish();
rollback;
