begin;
\ir ../fixtures/configured.psql
select plan(13);
create function pg_temp.ask(p_who text, p_kind text default 'setting',
  p_subject text default null) returns jsonb language sql as $$
  select ops.config(p_session => sha256(p_who::bytea), p_kind => p_kind, p_subject => p_subject) $$;
select is(array[pg_temp.ask('owner') ->> 'outcome', pg_temp.ask('owner', 'setting', 'sign_in_tries') ->> 'outcome'],
  array['absent', 'absent'], 'an owner may not look');
select is(array[pg_temp.ask('ops', 'weather') ->> 'outcome', pg_temp.ask('ops', null) ->> 'outcome',
  pg_temp.ask('ops', 'setting', 'nothing') ->> 'outcome',
                pg_temp.ask('ops', 'pilot', 'sim') ->> 'outcome'], array['absent', 'absent', 'absent', 'absent'],
                  'there is no such thing');
select is(pg_temp.trace(), 6::bigint, 'asking leaves a trace');
select is(jsonb_array_length(pg_temp.ask('auditor', 'limit') -> 'items'),
  (select count(*)::int from config.rate_limits), 'an auditor sees all');
select pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}') \g /dev/null
select is(array[pg_temp.ask('ops') #>> '{proposals,0,mine}', pg_temp.ask('finance') #>> '{proposals,0,mine}'],
  array['true', 'false'], 'what waits, and whose it is');
select is(array[pg_temp.ask('ops') ->> 'waiting', pg_temp.ask('ops', 'limit') ->> 'waiting'], array['1', '0'],
  'how many');
select is(pg_temp.ask('ops', 'limit') -> 'proposals', '[]', 'under its own kind only');
select is(array[pg_temp.ask('ops') -> 'may' ? 'ops.change_config',
  pg_temp.ask('finance') -> 'may' ? 'ops.decide_config'], array[true, true], 'and what one may do about it');
update config.settings set value = '4' where setting = 'sign_in_tries';
select is(pg_temp.ask('auditor', 'setting', 'sign_in_tries') #> '{items,0,value}', '{"value": "4"}', 'what one is');
select is(pg_temp.ask('ops', 'setting', 'sign_in_tries') -> 'proposals', '[]', 'not another''s proposals');
select is(pg_temp.ask('ops', 'limit', 'form,session') #>> '{items,0,bounds,burst,0}', '15',
  'of a limit how far it can be moved');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id);
select is(pg_temp.ask('ops', 'pilot') -> 'listed', '{"vehicles": 1, "sims": 0}', 'how many are in the pilot');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;
