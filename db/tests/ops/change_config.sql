begin;
\ir ../fixtures/configured.psql
select plan(19);
create function pg_temp.act(p_who text, p_kind text, p_subject text, p_value jsonb) returns text language sql as $$
  select ops.change_config(p_session => sha256(p_who::bytea), p_kind => p_kind, p_subject => p_subject,
    p_value => p_value, p_reason => 'because') ->> 'outcome' $$;
create function pg_temp.tries(p_who text, p_value text default '4') returns text language sql as $$
  select pg_temp.act(p_who, 'setting', 'sign_in_tries', jsonb_build_object('value', p_value)) $$;
create function pg_temp.list(p_kind text, p_name text, p_listed text default 'yes') returns text language sql as $$
  select pg_temp.act('ops', 'pilot', p_kind, jsonb_build_object('name', p_name, 'listed', p_listed)) $$;
select is(array[pg_temp.tries('owner'), pg_temp.tries('finance'), pg_temp.tries('auditor')],
  array['absent', 'absent', 'absent'], 'who is no staff of ops may not');
select is(array[pg_temp.act('ops', 'setting', 'nothing', '{"value": "4"}'),
  pg_temp.act('ops', 'limit', 'form', '{"burst": "30", "refill_ms": "1000"}'),
                pg_temp.act('ops', 'retention', 'ledger', '{"keep_days": "180"}'),
                  pg_temp.act('ops', 'weather', 'x', '{}'), pg_temp.act('ops', null, null, null)],
  array['absent', 'absent', 'absent', 'absent', 'absent'], 'nor anybody what is not there');
select is(pg_temp.trace(), 8::bigint, 'trying leaves a trace');
select is(pg_temp.tries('ops', '0'), 'bad_value', 'nobody can be shut out');
select is(pg_temp.tries('ops'), 'changed', 'one member of staff changes a setting');
select is(config.setting('sign_in_tries'), '4', 'at once');
select is((select actor from audit.change_log where subject = 'config.settings:sign_in_tries' order by change_id desc
  limit 1), 'user:' || pg_temp.id('ops'), 'and the audit log says who');
select is(array[pg_temp.act('ops', 'limit', 'form,session', '{"burst": "30", "refill_ms": "1000"}'),
  pg_temp.act('ops', 'retention', 'raw_bodies', '{"keep_days": "180"}')],
  array['changed', 'changed'], 'a limit, a period');
select is(pg_temp.act('ops', 'setting', 'verify_above_cents', '{"value": "200000"}'), 'proposed',
  'but not alone what moves money');
select access.grant_role(p_user_id => pg_temp.id('ops'), p_role => 'finance', p_scope_kind => 'platform',
  p_scope_id => null) \g /dev/null
select is(ops.decide_config(p_session => sha256('ops'), p_change_id => pg_temp.newest()::text,
  p_decision => 'approved') ->> 'outcome', 'same_person',
  'not even with both roles');
select is(config.setting('verify_above_cents'), '100000', 'and nothing changes');
select is(array[pg_temp.list('vehicle', 'KZZ 999Z'), pg_temp.list('vehicle', '%'), pg_temp.list('vehicle', null),
  pg_temp.list('route', '%')],
  array['unknown_vehicle', 'unknown_vehicle', 'unknown_vehicle', 'unknown_route'], 'what is not there is not found');
select is(pg_temp.list('vehicle', 'kzz001a'), 'changed', 'a vehicle enters the pilot, however the plate is written');
select is(pg_temp.list('route', (select number from fleet.routes where route_id = :route_id)), 'changed',
  'and a route');
select is(array[pg_temp.list('vehicle', 'KZZ 002B', 'no'), pg_temp.list('vehicle', 'KZZ 002B', 'perhaps')],
  array['same', 'bad_listed'], 'who is not in it can''t leave it');
select pilot_entry_id::text as entry from fleet.pilot_entries where kind = 'vehicle' \gset
select is(array[pg_temp.act('ops', 'pilot', '0', '{"listed": "no"}'),
  pg_temp.act('ops', 'pilot', 'x', '{"listed": "no"}'), pg_temp.act('ops', 'pilot', 'sim', '{"listed": "yes"}')],
  array['absent', 'absent', 'absent'], 'no such entry');
select is(array[pg_temp.act('ops', 'pilot', :'entry', '{"listed": "no"}'),
  pg_temp.act('ops', 'pilot', :'entry', '{"listed": "no"}')], array['changed', 'absent'],
  'an entry ends once');
select throws_ok($$ select pg_temp.tries('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.tries('ops', '6') $$, 'LFA86', null, 'nor with a second factor of an hour ago');
select * from finish();
rollback;
