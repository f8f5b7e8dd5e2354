begin;
\ir ../fixtures/officials.psql
select plan(7);
create function pg_temp.preview(p_who text) returns jsonb language sql as $$
  select access.preview_disabling(p_user_id => pg_temp.id(p_who)) $$;
select pg_temp.propose('ops2', 'newcomer') \g /dev/null
select is(pg_temp.preview('owner'), '{"figures": {"sessions": 1, "grants": 1, "proposals": 0}, "blockers": []}',
  'what ends with a person');
select is(pg_temp.preview('ops2') #> '{figures,proposals}', '1', 'and what they proposed and nobody decided');
select is(pg_temp.preview('finance') -> 'blockers', '["last"]', 'who alone decides is needed');
select pg_temp.remember() \g /dev/null
select pg_temp.preview('owner') \g /dev/null
select is(pg_temp.changed(), 'nothing', 'looking changes nothing');
select is(accounts.disable_person(p_by => pg_temp.id('ops'), p_user_id => pg_temp.id('owner'),
  p_reason => 'simu imeibwa') -> 'sessions',
  '1', 'as many sessions end as were said');
select is(pg_temp.preview('owner') -> 'blockers', '["already"]', 'who is out is out');
select is(pg_temp.preview('owner') #> '{figures,sessions}', '0', 'and has no session');
select finish();
rollback;
