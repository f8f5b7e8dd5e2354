begin; select plan(15);
\ir ../fixtures/configured.psql
select pg_temp.set('ops', 'ussd_min_cents', '2000') \g /dev/null
select throws_ok($$ select pg_temp.decide_newest('finance', 'perhaps') $$, 'LFV98', null, 'another word is refused');
select throws_ok($$ select pg_temp.decide_newest('finance', null) $$, 'LFV98', null, 'null is no decision');
select is(pg_temp.decide_newest('ops'), 'same_person', 'the maker is not the checker');
select is(config.decide_config(pg_temp.id('finance'), 0, 'approved'), 'gone', 'there is no such proposal');
select is(pg_temp.decide_newest('finance'), 'approved', 'a second person approves');
select is(config.setting('ussd_min_cents'), '2000', 'the setting changes');
select is(pg_temp.decide_newest('finance', 'declined'), 'approved', 'a decision stays');
select pg_temp.set('ops', 'ussd_min_cents', '3000') \g /dev/null
update config.settings set value = '900' where setting = 'ussd_min_cents';
select is(pg_temp.decide_newest('finance'), 'stale', 'a change of an outdated value can''t be approved');
select is(pg_temp.decide_newest('finance', 'declined'), 'declined', 'only declined');
select is(config.setting('ussd_min_cents'), '900', 'nothing happens');
select pg_temp.set('ops', 'ussd_min_cents', '10000') \g /dev/null
update config.settings set most = 9000 where setting = 'ussd_min_cents';
select is(array[pg_temp.decide_newest('finance'), pg_temp.decide_newest('finance', 'declined')],
  array['bad_value', 'declined'], 'a value out of bounds by now can''t be approved');
select pg_temp.set('ops', 'ussd_min_cents', '800') \g /dev/null
select config.withdraw_config(pg_temp.id('ops'), pg_temp.newest()) \g /dev/null
select is(pg_temp.decide_newest('finance'), 'withdrawn', 'a withdrawn proposal is not decided');
select throws_ok(format($$ update config.config_changes set state = 'approved', decided_by = made_by
  where change_id = %s $$, pg_temp.newest()), '23514', null, 'the maker is not the checker, even by hand');
select pg_temp.set('ops', 'code_tries', '4') \g /dev/null
select is(pg_temp.decide_newest('finance', 'declined'), 'changed', 'a change made at once is not decided');
select is(pg_temp.changed(), 'access.four_eyes_records audit.change_log config.config_changes config.settings',
  'nothing else changed');
select finish(); rollback;
