begin;
set constraints all immediate;
select plan(12);
create function pg_temp.fits(p_kind text, p_subject text, p_value jsonb) returns text language sql as $$
  select security.fits_config(p_kind => p_kind, p_subject => p_subject, p_value => p_value) $$;
create function pg_temp.of_form(p_burst text, p_refill text) returns text language sql as $$
  select pg_temp.fits('limit', 'form,session', jsonb_build_object('burst', p_burst, 'refill_ms', p_refill)) $$;
select is(pg_temp.fits('setting', 'sign_in_tries', '{"value": "4"}'), 'fits', 'a setting within its bounds');
select is(pg_temp.fits('setting', 'sign_in_tries', '{"value": "0"}'), 'bad_value', 'one without');
select is(pg_temp.of_form('30', '2000'), 'fits', 'a limit');
select is(array[pg_temp.of_form('0', '1000'), pg_temp.of_form('1', '86400000'), pg_temp.of_form('100001', '1000'), pg_temp.of_form('many', '1000')],
  array['bad_burst', 'bad_burst', 'bad_burst', 'bad_burst'], 'never so few forms that nobody could undo it');
select is(array[pg_temp.of_form('60', '0'), pg_temp.of_form('60', '86400000'), pg_temp.of_form('60', '')],
  array['bad_refill', 'bad_refill', 'bad_refill'], 'nor a wait so long');
select is(pg_temp.fits('retention', 'raw_bodies', '{"keep_days": "180"}'), 'fits', 'a period');
select is(array[pg_temp.fits('retention', 'raw_bodies', '{"keep_days": "89"}'), pg_temp.fits('retention', 'raw_bodies', '{"keep_days": "36500"}')],
  array['bad_days', 'bad_days'], 'neither shorter than a dispute takes nor for ever');
select is(array[pg_temp.fits('pilot', 'sim', '{"listed": "yes"}'), pg_temp.fits('pilot', 'sim', '{"listed": "perhaps"}')], array['fits', 'bad_value'], 'in the pilot or not');
select is(pg_temp.fits('setting', 'nothing', '{"value": "4"}'), null, 'no such thing');
select is(pg_temp.fits('weather', 'rain', '{"value": "4"}'), null, 'no such kind');
select is(pg_temp.fits('limit', 'form,session', '{}'), 'bad_burst', 'a value with nothing in it');
select is_empty($$ select kind, subject from (
    select 'limit' as kind, l.act || ',' || l.per as subject from security.limits l
    union all select 'retention', r.kind from security.retention_periods r) t
  where security.fits_config(t.kind, t.subject, security.config_value(t.kind, t.subject, null)) <> 'fits' $$, 'what is in force lies within its bounds');
select * from finish();
rollback;
