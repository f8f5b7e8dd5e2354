begin;
\ir ../fixtures/configured.psql
select plan(9);
create function pg_temp.ask(p_who text, p_kind text default 'setting') returns jsonb language sql as $$
  select ops.config(p_session => sha256(p_who::bytea), p_kind => p_kind) $$;
select is(pg_temp.ask('owner') ->> 'outcome', 'absent', 'an owner may not look');
select is(pg_temp.ask('ops', 'weather') ->> 'outcome', 'absent', 'there is no such kind');
select is(jsonb_array_length(pg_temp.ask('auditor', 'limit') -> 'items'), (select count(*)::int from security.limits), 'an auditor sees all');
select pg_temp.config('ops', 'setting', 'sign_in_tries', '{"value": "4"}') \g /dev/null
select is(array[pg_temp.ask('ops') #>> '{proposals,0,mine}', pg_temp.ask('finance') #>> '{proposals,0,mine}'], array['true', 'false'], 'what waits, and whose it is');
select is(pg_temp.ask('ops') ->> 'waiting', '1', 'how many');
select is(pg_temp.ask('ops', 'limit') -> 'proposals', '[]', 'under its own kind only');
select is(array[pg_temp.ask('ops') -> 'may' ? 'ops.propose_limit', pg_temp.ask('finance') -> 'may' ? 'ops.decide_config'], array[true, true], 'and what one may do about it');
insert into fleet.pilot_entries (kind, vehicle_id) values ('vehicle', :vehicle_id);
select is(pg_temp.ask('ops', 'pilot') -> 'listed', '{"vehicles": 1, "sims": 0}', 'how many are in the pilot');
select throws_ok($$ select pg_temp.ask('nobody') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;
