begin;
\ir ../fixtures/configured.psql
select plan(19);
select pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}') \g /dev/null
select throws_ok($$ select pg_temp.agree('finance', 'perhaps') $$, 'LFV98', null, 'yes or no');
select throws_ok($$ select pg_temp.agree('finance', null) $$, 'LFV98', null, 'not neither');
select is(pg_temp.agree('ops'), 'same_person', 'the maker is not the checker');
select is(security.decide_config(pg_temp.id('finance'), 0, 'approved'), 'gone', 'no such proposal');
select is(pg_temp.agree('finance'), 'approved', 'a second person agrees');
select is(security.setting('sign_in_tries'), '4', 'and it is so');
select is(pg_temp.agree('finance', 'declined'), 'approved', 'what was decided stays decided');
select pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "6"}') \g /dev/null
update security.settings set value = '9' where setting = 'sign_in_tries';
select is(pg_temp.agree('finance'), 'stale', 'nobody agrees to a change of what it no longer is');
select is(pg_temp.agree('finance', 'declined'), 'declined', 'only decline it');
select is(security.setting('sign_in_tries'), '9', 'and nothing happens');
select pg_temp.config('ops', 'setting', 'code_tries', '{"value": "10"}') \g /dev/null
update security.settings set most = 9 where setting = 'code_tries';
select is(array[pg_temp.agree('finance'), pg_temp.agree('finance', 'declined')], array['bad_value', 'declined'], 'nor to one that is out of bounds by now');
select pg_temp.config('ops', 'limit', 'form,session', '{"burst": "30", "refill_ms": "1000"}') \g /dev/null
select is(pg_temp.agree('finance'), 'approved', 'a limit');
select is(security.config_value('limit', 'form,session', null), '{"burst": "30", "refill_ms": "1000"}', 'is another');
select pg_temp.config('ops', 'retention', 'raw_bodies', '{"keep_days": "180"}'), pg_temp.agree('finance') \g /dev/null
select is((select keep_days from security.retention_periods where kind = 'raw_bodies'), 180, 'so is a period');
select pg_temp.config('ops', 'pilot', 'vehicle:' || :vehicle_id, '{"listed": "yes"}'), pg_temp.agree('finance') \g /dev/null
select is(fleet.pilot_state(:other_vehicle_id, null, clock_timestamp()), 'not_in_pilot', 'a first vehicle in the pilot shuts out the others');
select pg_temp.config('ops', 'pilot', 'vehicle:' || :vehicle_id, '{"listed": "no"}') \g /dev/null
update fleet.pilot_entries set valid_to = clock_timestamp();
select is(pg_temp.agree('finance'), 'stale', 'who has left already can''t leave again');
select security.withdraw_config(pg_temp.id('ops'), pg_temp.newest()) \g /dev/null
select is(pg_temp.agree('finance'), 'withdrawn', 'what was withdrawn is not decided');
select throws_ok(format($$ update security.config_changes set state = 'approved', decided_by = made_by where change_id = %s $$, pg_temp.newest()), '23514', null, 'not even by hand is the maker the checker');
select is(pg_temp.changed(),
  'audit.change_log fleet.pilot_entries security.config_changes security.duties security.limits '
  || 'security.retention_periods security.settings', 'nothing else changed');
select * from finish();
rollback;
