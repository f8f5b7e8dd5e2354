begin;
set constraints all immediate;
select plan(5);
create function pg_temp.fits(p_setting text, p_values text[]) returns text language sql as $$
  select string_agg(v, ' ' order by n) from unnest(p_values) with ordinality as t(v, n) where security.fits_setting(p_setting => p_setting, p_value => v) $$;
select is(pg_temp.fits('sign_in_tries', array['7', '0', '-1', '1e3', '٥', '007', '9999999999', ' 7', '', E'7\n']), '7 0', 'a number stays a number');
select is(pg_temp.fits('service_starts', array['04:30', '24:00', '4:30', '0430']), '04:30', 'a time of day stays one');
select is(pg_temp.fits('time_zone', array['Africa/Kampala', 'Mars/Base']), 'Africa/Kampala', 'a time zone is one we know');
select is(pg_temp.fits('password_params', array['m=47104,t=1,p=1', 'm=1,t=1,p=1', 'fast']), 'm=47104,t=1,p=1', 'a password is never hashed carelessly');
select is(security.fits_setting('nothing', '1'), null, 'no such setting');
select * from finish();
rollback;
