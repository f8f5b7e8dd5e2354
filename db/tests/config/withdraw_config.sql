begin;
\ir ../fixtures/configured.psql
select plan(10);
create function pg_temp.withdraw(p_by text) returns text language sql
  as $$ select config.withdraw_config(p_user_id => pg_temp.id(p_by), p_change_id => pg_temp.newest()) $$;
create function pg_temp.suggest(p_value text) returns text language sql as $$
  select pg_temp.config('ops', 'setting', 'ussd_min_cents', jsonb_build_object('value', p_value)) $$;
select pg_temp.suggest('2000') \g /dev/null
select is(pg_temp.withdraw('ops2'), 'not_maker', 'nobody takes back what another proposed');
select is(pg_temp.withdraw('finance'), 'not_maker', 'nor does the checker');
select is(config.withdraw_config(pg_temp.id('ops'), 0), 'gone', 'no such proposal');
select is(pg_temp.withdraw('ops'), 'withdrawn', 'the maker does');
select is(pg_temp.withdraw('ops'), 'withdrawn', 'and again it is so');
select is((select decided_by is null and decided_at is not null from config.config_changes), true,
  'nobody decided it, and it is over');
select is(pg_temp.suggest('3000'), 'proposed', 'the way is free for another');
select pg_temp.suggest('4000'), pg_temp.agree('finance') \g /dev/null
select is(pg_temp.withdraw('ops'), 'approved', 'what was decided stays decided');
select is(config.setting('ussd_min_cents'), '4000', 'and in force');
select is(pg_temp.changed(), 'audit.change_log config.config_changes access.four_eyes_records config.settings',
  'nothing else changed');
select * from finish();
rollback;
