begin; select plan(24);
create function pg_temp.validity(p_kind text, p_subject text, p_value jsonb) returns text language sql as $$
  select config.is_valid_config(p_kind => p_kind, p_subject => p_subject, p_value => p_value) $$;
create function pg_temp.form(p_burst text, p_refill text) returns text language sql as $$
  select pg_temp.validity('limit', 'form,session', jsonb_build_object('burst', p_burst, 'refill_ms', p_refill)) $$;
-- Those of these values that fit a setting.
create function pg_temp.good(p_setting text, p_values text[]) returns text language sql as $$
  select string_agg(v, ' ' order by n) from unnest(p_values) with ordinality as t(v, n)
   where pg_temp.validity('setting', p_setting, jsonb_build_object('value', v)) = 'fits' $$;
select is(pg_temp.good('sign_in_tries', array['7', '2', '3', '20', '21', '0', '-1', '1e3', '٥', '007', '9999999999',
  ' 7', '', E'7\n']), '7 3 20', 'a number stays a number within its bounds');
select is(pg_temp.good('reauthentication_minutes', array['0', '1']), '1', 'staff can always change it back');
select is(pg_temp.good('service_starts', array['04:30', '24:00', '4:30', '0430']), '04:30', 'a time of day stays one');
select is(pg_temp.good('time_zone', array['Africa/Kampala', 'Mars/Base']), 'Africa/Kampala', 'time zones are known');
select is(pg_temp.good('password_params', array['m=47104,t=1,p=1', 'm=1,t=1,p=1', 'm=1024,t=1,p=1', 'm=131072,t=1,p=1',
  'm=9999999,t=9,p=4', 'fast']), 'm=47104,t=1,p=1', 'passwords are hashed with neither too little memory nor too much');
select is(pg_temp.good('ussd_networks', array['63902', '63902,63903', '', '63902;', '63902,']), '63902 63902,63903',
  'networks are a list of numbers');
select is(pg_temp.good('payouts_sent', array['on', 'off', 'yes', '']), 'on off', 'payouts are sent or not');
select is(pg_temp.good('ussd_code', array['*384*46#', '*384#', '384', '*384*46']), '*384*46# *384#', 'a USSD code');
select is(pg_temp.good('verify_above_cents', array['0', '1000000', '1000001', '25000000']), '0 1000000', 'a USSD code');
select is(pg_temp.form('30', '2000'), 'fits', 'a limit within its bounds fits');
select results_eq($$ select pg_temp.form(b, r) from (values ('0', '1000'), ('1', '86400000'), ('100001', '1000'),
  ('many', '1000')) t(b, r) $$, $$ select 'bad_burst' from generate_series(1, 4) $$,
  'a limit leaves enough to undo it');
select results_eq($$ select pg_temp.form('60', r) from unnest(array['0', '86400000', '']) r $$,
  $$ select 'bad_refill_ms' from generate_series(1, 3) $$, 'its wait is not too long');
select is(pg_temp.validity('retention', 'raw_bodies', '{"keep_days": "180"}'), 'fits', 'one within its bounds fits');
select is(array[pg_temp.validity('retention', 'raw_bodies', '{"keep_days": "89"}'),
  pg_temp.validity('retention', 'raw_bodies', '{"keep_days": "36500"}')], array['bad_keep_days', 'bad_keep_days'],
  'data is kept neither shorter than a dispute takes nor for ever');
select is(array[pg_temp.validity('pilot', 'sim', '{"listed": "yes"}'), pg_temp.validity('pilot',
  'sim', '{"listed": "perhaps"}')], array['fits', 'bad_listed'], 'a SIM is in the pilot or not');
select is(array[pg_temp.validity('setting', 'nothing', '{"value": "4"}'),
  pg_temp.validity('weather', 'rain', '{"value": "4"}')], array[null, null]::text[], 'there is no such thing');
select is(array[pg_temp.validity('limit', 'form,session', '{}'), pg_temp.validity('setting', 'code_tries', '{}'),
  pg_temp.validity('setting', 'code_tries', null)], array['bad_burst', 'bad_value', 'bad_value'],
  'an empty value is refused');
select is_empty($$ select kind, subject from (select 'setting' as kind, s.setting as subject from config.settings s
    union all select 'limit', l.limit_name || ',' || l.per from config.rate_limits l
    union all select 'retention', r.kind from privacy.retention_periods r) t
  where pg_temp.validity(t.kind, t.subject, config.config_value(t.kind, t.subject, null)) <> 'fits' $$,
  'every value in force lies within its bounds');
update config.settings set least = null, most = null where setting = 'code_tries';
select is(pg_temp.good('code_tries', array['0', '1', '999999999']), '1 999999999', 'without bounds it is above zero');
insert into config.settings (setting, value) values ('word', 'any');
select is(pg_temp.good('word', array['some words', '', ' x', E'a\nb', repeat('x', 81)]), 'some words',
  'any other setting is one short line');
-- An assignment: the vehicle has a rule of the time of the payment, in its currency.
\ir ../fixtures/one_vehicle.psql
create function pg_temp.assignable(p_receipt text, p_at timestamptz, p_account text default 'nowhere',
  p_short_code text default '400222') returns text language sql as $$
  select outcome from mobile_money.settle_payments('c2b_confirmation', array[pg_temp.incoming(p_receipt, p_time =>
    pg_temp.trans_time(p_at), p_account => p_account, p_short_code => p_short_code)], p_at);
  select pg_temp.validity('assignment', p_receipt, jsonb_build_object('vehicle_id', (select vehicle_id::text
    from fleet.vehicles))) $$;
select mobile_money.register_till('400999', 'UGX', 100, 25000000, 'Africa/Nairobi') \g /dev/null
select is(pg_temp.assignable(t.receipt, t.at, t.account, t.till), t.validity, t.sentence)
  from (values ('TKS0000001', now(), 'nowhere', '400222', 'fits', 'a payment in suspense may be assigned'),
  ('TKS0000002', '2019-12-31 12:00+03', 'nowhere', '400222', 'bad_vehicle_id', 'not one from before its first rule'),
  ('TKS0000003', now(), 'nowhere', '400999', 'bad_vehicle_id', 'nor one in another currency'),
  ('TKS0000004', now(), '4628', '400222', 'bad_vehicle_id', 'nor one that has its vehicle'))
  as t(receipt, at, account, till, validity, sentence);
select finish(); rollback;
