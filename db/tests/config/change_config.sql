begin; select plan(37);
\ir ../fixtures/configured.psql
create function pg_temp.form(p_burst text, p_refill text) returns text language sql as $$
  select pg_temp.config('ops', 'limit', 'form,session', jsonb_build_object('burst', p_burst, 'refill_ms', p_refill)) $$;
create function pg_temp.vehicle(p_listed text) returns text language sql as $$
  select pg_temp.config('ops', 'pilot', 'vehicle:' || (select vehicle_id from fleet.vehicles where plate = 'KZZ 001A'),
    jsonb_build_object('listed', p_listed)) $$;
create function pg_temp.sim(p_by text, p_listed text) returns text language sql as $$
  select pg_temp.config(p_by, 'pilot', 'sim', jsonb_build_object('listed', p_listed), p_sim => sha256('1')) $$;
select is(pg_temp.set('ops', 'nothing', '1'), 'absent', 'there is no such setting');
select is(pg_temp.config('ops', 'weather', 'rain', '{"value": "1"}'), 'absent', 'there is no such kind');
select is(pg_temp.set('ops', 'sign_in_tries', '5'), 'same', 'the value in force is no change');
select is(pg_temp.set('ops', 'sign_in_tries', 'many'), 'bad_value', 'a number stays a number');
select results_eq($$ select pg_temp.config('ops', 'setting', 'sign_in_tries', v) from unnest(array['{}',
  null, '[4]']::jsonb[]) v $$, array['bad_value', 'bad_value', 'bad_value'], 'no value is refused');
select is(pg_temp.form('0', '1000'), 'bad_burst', 'a limit is not too small');
select is(pg_temp.form('60', '86400000'), 'bad_refill_ms', 'its wait is not too long');
select is(pg_temp.config('ops', 'retention', 'raw_bodies', '{"keep_days": "2"}'), 'bad_keep_days',
  'data that a dispute needs is kept');
select is(pg_temp.vehicle('perhaps'), 'bad_listed', 'a vehicle is in the pilot or not');
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}', t.reason), 'no_reason',
  'a reason is needed')
  from (values (' '), (null), ('ab')) t(reason);
select is(pg_temp.changed(), 'nothing', 'none of these changes anything');
-- One person changes these at once.
select is(pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4", "more": "x"}', ' rain '), 'changed',
  'one person changes a setting');
select is(config.setting('sign_in_tries'), '4', 'at once');
select results_eq($$ select before ->> 'value', after ->> 'value' from audit.change_log
  where subject = 'config.settings:sign_in_tries' order by change_id desc limit 1 $$,
  $$ values ('5', '4') $$, 'the audit log has the values before and after');
select results_eq($$ select after ->> 'reason', after -> 'value_before', after -> 'value_after', after ->> 'state',
  (after ->> 'made_by')::bigint from audit.change_log where subject like 'config.config\_changes:%' $$,
  $$ values ('rain', '{"value": "5"}'::jsonb, '{"value": "4"}'::jsonb, 'changed', pg_temp.id('ops')) $$,
  'the audit log has reason and maker');
select is(pg_temp.set('ops2', 'sign_in_tries', '5'), 'changed', 'another member of staff can change it back');
select is(pg_temp.form('30', '1000'), 'changed', 'one person changes a limit');
select is(pg_temp.config('ops', 'retention', 'raw_bodies', '{"keep_days": "180"}'), 'changed',
  'one person changes a retention period');
select is(array[(select burst from config.rate_limits where limit_name = 'form' and per = 'session'),
  (select keep_days from privacy.retention_periods where kind = 'raw_bodies')], array[30, 180], 'both are in force');
select is(pg_temp.vehicle('yes'), 'changed', 'one person adds a vehicle to the pilot');
select is(fleet.pilot_state(:other_vehicle_id, null, clock_timestamp()), 'not_in_pilot', 'the first excludes others');
select is(array[pg_temp.sim('ops', 'yes'), pg_temp.sim('ops2', 'yes')], array['changed', 'same'], 'one adds a SIM');
select bag_eq($$ select kind, coalesce(vehicle_id, route_id), phone_hash from fleet.pilot_entries $$,
  format($$ values ('vehicle', %s::bigint, null::bytea), ('sim', null, sha256('1')) $$, :vehicle_id),
  'the pilot has both entries');
select is(pg_temp.sim('ops', 'no'), 'changed', 'one person removes the SIM');
select is((select string_agg(kind, ' ') from fleet.pilot_entries where valid_to is null), 'vehicle', 'the other stays');
select throws_ok($$ select pg_temp.config('ops', 'pilot', 'driver:1', '{"listed": "yes"}') $$, '23514', null,
  'a pilot lists vehicles, routes and SIMs');
select is_empty($$ select 1 from audit.change_log where before ? 'phone_hash' or after ? 'phone_hash' $$,
  'the audit log never shows a SIM''s hash');
select is((select count(*) from access.four_eyes_records), 0::bigint, 'there is no maker where there is no checker');
-- Settings that move money.
select is((select string_agg(setting, ' ' order by setting) from config.settings where moves_money),
  (select string_agg(setting, ' ' order by setting) from config.settings
    where setting like '%\_cents' and setting not like '%\_cost\_cents' and setting <> 'loyalty_farm_cents'
       or setting in ('commission_bps', 'destination_cooling_hours', 'fare_cap_notice_hours', 'file_channels_by_two',
                      'loyalty_budget_bps', 'loyalty_day_points', 'loyalty_expiry_days', 'loyalty_programme_points',
                      'move_fare_minutes', 'new_device_hours', 'payouts_sent', 'sim_swap_days', 'time_zone')),
  'settings in cents move money, our commission, what the caps of a day and of a new device are counted by, when a SIM '
  'counts as swapped, and whether payouts are sent; no others');
select is(array[pg_temp.set('ops', 'time_zone', 'Asia/Tokyo'), pg_temp.set('ops', 'new_device_hours', '1')],
  array['proposed', 'proposed'], 'nobody begins a new day for their own cap, or makes their device an old one');
select is(pg_temp.set('ops', 'ussd_min_cents', '2000'), 'proposed', 'one person only proposes');
select is(config.setting('ussd_min_cents'), '1000', 'nothing changes yet');
select is(pg_temp.set('ops2', 'ussd_min_cents', '3000'), 'open', 'one proposal is open at a time');
select is((select string_agg(part, ' ') from access.four_eyes_records where user_id = pg_temp.id('ops')),
  'maker maker maker', 'the maker of each proposal is recorded');
select is(pg_temp.changed(), 'access.four_eyes_records audit.change_log config.config_changes config.rate_limits '
  'fleet.pilot_entries privacy.retention_periods', 'nothing else changed');
select finish(); rollback;
