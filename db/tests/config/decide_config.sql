begin;
\ir ../fixtures/configured.psql
select plan(15);
create function pg_temp.suggest(p_value text, p_by text default 'ops') returns text language sql as $$
  select pg_temp.config(p_by, 'setting', 'ussd_min_cents', jsonb_build_object('value', p_value)) $$;
select pg_temp.suggest('2000') \g /dev/null
select throws_ok($$ select pg_temp.agree('finance', 'perhaps') $$, 'LFV98', null, 'yes or no');
select throws_ok($$ select pg_temp.agree('finance', null) $$, 'LFV98', null, 'not neither');
select is(pg_temp.agree('ops'), 'same_person', 'the maker is not the checker');
select is(config.decide_config(pg_temp.id('finance'), 0, 'approved'), 'gone', 'no such proposal');
select is(pg_temp.agree('finance'), 'approved', 'a second person agrees');
select is(config.setting('ussd_min_cents'), '2000', 'and it is so');
select is(pg_temp.agree('finance', 'declined'), 'approved', 'what was decided stays decided');
select pg_temp.suggest('3000') \g /dev/null
update config.settings set value = '900' where setting = 'ussd_min_cents';
select is(pg_temp.agree('finance'), 'stale', 'nobody agrees to a change of what it no longer is');
select is(pg_temp.agree('finance', 'declined'), 'declined', 'only decline it');
select is(config.setting('ussd_min_cents'), '900', 'and nothing happens');
select pg_temp.suggest('10000') \g /dev/null
update config.settings set most = 9000 where setting = 'ussd_min_cents';
select is(array[pg_temp.agree('finance'), pg_temp.agree('finance', 'declined')], array['bad_value', 'declined'],
  'nor to one that is out of bounds by now');
select pg_temp.suggest('800') \g /dev/null
select config.withdraw_config(pg_temp.id('ops'), pg_temp.newest()) \g /dev/null
select is(pg_temp.agree('finance'), 'withdrawn', 'what was withdrawn is not decided');
select throws_ok(format($$ update config.config_changes set state = 'approved', decided_by = made_by where change_id
  = %s $$, pg_temp.newest()), '23514', null, 'not even by hand is the maker the checker');
select pg_temp.config('ops', 'setting', 'code_tries', '{"value": "4"}') \g /dev/null
select is(pg_temp.agree('finance', 'declined'), 'changed', 'what was changed at once is not decided');
select is(pg_temp.changed(),
  'audit.change_log config.config_changes access.four_eyes_records config.settings',
  'nothing else changed');
select * from finish();
rollback;
