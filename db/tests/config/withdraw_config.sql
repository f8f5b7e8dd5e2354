begin; select plan(10);
\ir ../fixtures/configured.psql
create function pg_temp.withdraw(p_by text) returns text language sql
  as $$ select config.withdraw_config(p_user_id => pg_temp.id(p_by), p_change_id => pg_temp.newest()) $$;
select pg_temp.set('ops', 'ussd_min_cents', '2000') \g /dev/null
select is(pg_temp.withdraw('ops2'), 'not_maker', 'nobody withdraws another person''s proposal');
select is(pg_temp.withdraw('finance'), 'not_maker', 'nor does the checker');
select is(config.withdraw_config(pg_temp.id('ops'), 0), 'gone', 'there is no such proposal');
select is(pg_temp.withdraw('ops'), 'withdrawn', 'the maker withdraws');
select is(pg_temp.withdraw('ops'), 'withdrawn', 'a second call changes nothing');
select is((select decided_by is null and decided_at is not null from config.config_changes), true, 'without a checker');
select is(pg_temp.set('ops', 'ussd_min_cents', '4000'), 'proposed', 'another can be proposed');
select pg_temp.decide_newest('finance') \g /dev/null
select is(pg_temp.withdraw('ops'), 'approved', 'a decision stays');
select is(config.setting('ussd_min_cents'), '4000', 'the setting is in force');
select is(pg_temp.changed(), 'access.four_eyes_records audit.change_log config.config_changes config.settings',
  'nothing else changed');
select finish(); rollback;
