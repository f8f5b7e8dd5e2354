begin;
set constraints all immediate;
select plan(11);
create function pg_temp.fits(p_setting text, p_values text[]) returns text language sql as $$
  select string_agg(v, ' ' order by n) from unnest(p_values) with ordinality as t(v, n) where security.fits_setting(p_setting => p_setting, p_value => v) $$;
select is(pg_temp.fits('sign_in_tries', array['7', '2', '3', '20', '21', '0', '-1', '1e3', '٥', '007', '9999999999', ' 7', '', E'7\n']), '7 3 20', 'a number stays a number within its bounds');
select is(pg_temp.fits('step_up_minutes', array['0', '1']), '1', 'nobody can be shut out from deciding');
select is(pg_temp.fits('service_starts', array['04:30', '24:00', '4:30', '0430']), '04:30', 'a time of day stays one');
select is(pg_temp.fits('time_zone', array['Africa/Kampala', 'Mars/Base']), 'Africa/Kampala', 'a time zone is one we know');
select is(pg_temp.fits('password_params', array['m=47104,t=1,p=1', 'm=1,t=1,p=1', 'm=1024,t=1,p=1', 'm=131072,t=1,p=1', 'm=9999999,t=9,p=4', 'fast']), 'm=47104,t=1,p=1', 'a password is hashed neither carelessly nor by all the memory there is');
select is(pg_temp.fits('ussd_networks', array['63902', '63902,63903', '', '63902;', '63902,']), '63902 63902,63903', 'networks are a list of numbers');
select is(pg_temp.fits('ussd_code', array['*384*46#', '*384#', '384', '*384*46']), '*384*46# *384#', 'a code is one that can be dialled');
select is(pg_temp.fits('verify_above_cents', array['0', '1000000', '1000001', '25000000']), '0 1000000', 'large money is always asked about');
select is(security.fits_setting('nothing', '1'), null, 'no such setting');
select is_empty($$ select s.setting from security.settings s
   where s.value ~ '^[0-9]+$' and s.setting <> 'ussd_networks' and not security.fits_setting(p_setting => s.setting, p_value => s.value) $$, 'what is in force lies within its bounds');
update security.settings set least = null, most = null where setting = 'code_tries';
select is(pg_temp.fits('code_tries', array['0', '1', '999999999']), '1 999999999', 'without bounds it can be anything but nothing');
select * from finish();
rollback;
