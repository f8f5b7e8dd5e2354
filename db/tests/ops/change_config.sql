begin; select plan(18);
\ir ../fixtures/configured.psql
create function pg_temp.act(p_who text, p_kind text, p_subject text, p_value jsonb) returns text language sql as $$
  select ops.change_config(sha256(p_who::bytea), p_kind, p_subject, p_value, 'because') ->> 'outcome' $$;
create function pg_temp.tries(p_who text, p_value text default '4') returns text language sql as $$
  select pg_temp.act(p_who, 'setting', 'sign_in_tries', jsonb_build_object('value', p_value)) $$;
create function pg_temp.list(p_subject text, p_name text, p_listed text default 'yes') returns text language sql as $$
  select pg_temp.act('ops', 'pilot', p_subject, jsonb_build_object('name', p_name, 'listed', p_listed)) $$;
select results_eq($$ select pg_temp.tries(w) from unnest(array['owner', 'finance', 'auditor']) w $$,
  array['absent', 'absent', 'absent'], 'only operations may change it');
select results_eq($$ select pg_temp.act('ops', k, s, v) from (values ('setting', 'nothing', '{"value": "4"}'::jsonb),
  ('limit', 'form', '{"burst": "30", "refill_ms": "1000"}'), ('retention', 'ledger', '{"keep_days": "180"}'),
  ('weather', 'x', '{}'), ('erasure', 'person', '{"erased": "yes"}'), (null, null, null)) t(k, s, v) $$,
  $$ select 'absent' from generate_series(1, 6) $$,
  'there is no such thing');
select is(pg_temp.refusals(), 9::bigint, 'refusals are counted');
select is(pg_temp.tries('ops', '0'), 'bad_value', 'people can always sign in');
select is(pg_temp.tries('ops'), 'changed', 'one member of staff changes a setting');
select is(config.setting('sign_in_tries'), '4', 'at once');
select is((select actor from audit.change_log where subject = 'config.settings:sign_in_tries' order by change_id desc
  limit 1), 'user:' || pg_temp.id('ops'), 'the audit log names the person');
select is(array[pg_temp.act('ops', 'limit', 'form,session', '{"burst": "30", "refill_ms": "1000"}'),
  pg_temp.act('ops', 'retention', 'raw_bodies', '{"keep_days": "180"}')], array['changed', 'changed'],
  'so a limit and a retention period');
select is(pg_temp.act('ops', 'setting', 'verify_above_cents', '{"value": "200000"}'), 'proposed',
  'a setting that moves money is only proposed');
select access.grant_role(pg_temp.id('ops'), 'finance', 'platform', null) \g /dev/null
select is(ops.decide_config(sha256('ops'), pg_temp.newest()::text, 'approved') ->> 'outcome', 'same_person',
  'the maker does not decide, even with both roles');
select is(config.setting('verify_above_cents'), '100000', 'nothing changes');
select results_eq($$ select pg_temp.list(s, n) from (values
  ('vehicle', 'KZZ 999Z'), ('vehicle', '%'), ('vehicle', null), ('route', '%')) t(s, n) $$,
  array['unknown_vehicle', 'unknown_vehicle', 'unknown_vehicle', 'unknown_route'], 'an unknown name finds nothing');
select is(pg_temp.list('vehicle', 'kzz001a'), 'changed', 'a vehicle enters the pilot, however its plate is written');
select is(pg_temp.list('route', (select number from fleet.routes where route_id = :route_id)), 'changed', 'so a route');
select is(array[pg_temp.list('vehicle', 'KZZ 002B', 'no'), pg_temp.list('vehicle', 'KZZ 002B', 'perhaps')],
  array['same', 'bad_listed'], 'a vehicle outside the pilot can''t leave it');
select pilot_entry_id::text as entry from fleet.pilot_entries where kind = 'vehicle' \gset
select is(array[pg_temp.list('0', null, 'no'), pg_temp.list('x', null, 'no'), pg_temp.list('sim', null)],
  array['absent', 'absent', 'absent'], 'there is no such entry');
select is(array[pg_temp.list(:'entry', null, 'no'), pg_temp.list(:'entry', null, 'no')], array['changed', 'absent'],
  'an entry ends once');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('ops');
select throws_ok($$ select pg_temp.tries('ops', '6') $$, 'LFA86', null, 'an hour later re-authentication is needed');
select finish(); rollback;
