begin;
\ir ../fixtures/configured.psql
select plan(34);
select is(pg_temp.config('ops', 'setting', 'nothing', '{"value": "1"}'), 'absent', 'no such setting');
select is(pg_temp.config('ops', 'weather', 'rain', '{"value": "1"}'), 'absent', 'no such kind');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "5"}'), 'same', 'it is so already');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "many"}'), 'bad_value',
  'a number stays a number');
select is(array[pg_temp.config('ops', 'setting', 'sign_in_tries', '{}'),
  pg_temp.config('ops', 'setting', 'sign_in_tries', null),
                pg_temp.config('ops', 'setting', 'sign_in_tries', '[4]')], array['bad_value', 'bad_value', 'bad_value'],
                  'no value is none');
select is(pg_temp.config('ops', 'limit', 'form,session', '{"burst": "0", "refill_ms": "1000"}'), 'bad_burst',
  'a limit is not too small');
select is(pg_temp.config('ops', 'limit', 'form,session', '{"burst": "60", "refill_ms": "86400000"}'), 'bad_refill_ms',
  'nor its wait too long');
select is(pg_temp.config('ops', 'retention', 'raw_bodies', '{"keep_days": "2"}'), 'bad_keep_days',
  'what a dispute needs is kept');
select is(pg_temp.config('ops', 'pilot', 'vehicle:' || :vehicle_id, '{"listed": "perhaps"}'), 'bad_listed',
  'in the pilot or not');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}', ' '), 'no_reason', 'a reason is needed');
select is(pg_temp.changed(), 'nothing', 'none of these changes anything');

-- At once, by one person, with the reason and with before and after in the audit log.
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4", "more": "x"}', ' rain '), 'changed',
  'a setting changes');
select is(config.setting('sign_in_tries'), '4', 'at once');
select results_eq($$ select before ->> 'value',
  after ->> 'value' from audit.change_log where subject = 'config.settings:sign_in_tries' order by change_id desc
  limit 1 $$,
  $$ values ('5', '4') $$, 'the audit log has the values before and after');
select results_eq($$ select after ->> 'reason', after -> 'value_before', after -> 'value_after', after ->> 'state',
  (after ->> 'made_by')::bigint
    from audit.change_log where subject like 'config.item\_changes:%' $$,
  $$ values ('rain', '{"value": "5"}'::jsonb, '{"value": "4"}'::jsonb, 'changed', pg_temp.id('ops')) $$,
    'and why, by whom');
select is(pg_temp.config('ops2', 'setting', 'sign_in_tries', '{"value": "5"}'), 'changed',
  'anybody of the staff can change it back');
select is(pg_temp.config('ops', 'limit', 'form,session', '{"burst": "30", "refill_ms": "1000"}'), 'changed', 'a limit');
select is(pg_temp.config('ops', 'retention', 'raw_bodies', '{"keep_days": "180"}'), 'changed', 'a period');
select is(array[(select burst from config.rate_limits where limit_name = 'form' and per = 'session'),
                (select keep_days from privacy.retention_periods where kind = 'raw_bodies')], array[30, 180],
                  'are in force');
select is(pg_temp.config('ops', 'pilot', 'vehicle:' || :vehicle_id, '{"listed": "yes"}'), 'changed',
  'a vehicle in the pilot');
select is(fleet.pilot_state(:other_vehicle_id, null, clock_timestamp()), 'not_in_pilot',
  'the first one shuts out the others');
select is(array[pg_temp.config('ops', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1')),
                pg_temp.config('ops2', 'pilot', 'sim', '{"listed": "yes"}', 'because', sha256('1'))],
                  array['changed', 'same'], 'a SIM');
select bag_eq($$ select kind, coalesce(vehicle_id, route_id), phone_hash from fleet.pilot_entries $$,
  format($$ values ('vehicle', %s::bigint, null::bytea), ('sim', null, sha256('1')) $$, :vehicle_id), 'once each');
select is(pg_temp.config('ops', 'pilot', 'sim', '{"listed": "no"}', 'because', sha256('1')), 'changed',
  'and out of it');
select is((select string_agg(kind, ' ') from fleet.pilot_entries where valid_to is null), 'vehicle', 'that one alone');
select throws_ok($$ select pg_temp.config('ops', 'pilot', 'driver:1', '{"listed": "yes"}') $$, '23514', null,
  'a pilot lists vehicles, routes and SIMs');
select is_empty($$ select 1 from audit.change_log where before ? 'phone_hash' or after ? 'phone_hash' $$,
  'the audit log never shows a SIM''s hash');
select is((select count(*) from access.four_eyes_records), 0::bigint, 'nobody is a maker: there is no checker');

-- Settings that move money.
select is((select string_agg(setting, ' ' order by setting) from config.settings where moves_money),
  (select string_agg(setting, ' ' order by setting) from config.settings where setting like '%\_cents'),
    'a setting in cents moves money, and no other does');
select is(pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}'), 'proposed',
  'one person only proposes');
select is(config.setting('ussd_min_cents'), '1000', 'and nothing changes yet');
select is(pg_temp.config('ops2', 'setting', 'ussd_min_cents', '{"value": "3000"}'), 'open', 'one proposal at a time');
select is((select part from access.four_eyes_records where user_id = pg_temp.id('ops')), 'maker',
  'who made it is its maker');
select is(pg_temp.changed(),
  'audit.change_log fleet.pilot_entries config.config_changes access.four_eyes_records config.rate_limits '
  || 'privacy.retention_periods', 'nothing else changed');
select * from finish();
rollback;
