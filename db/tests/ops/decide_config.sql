begin;
\ir ../fixtures/configured.psql
select plan(8);
create function pg_temp.act(p_who text, p_id text, p_decision text default 'approved') returns jsonb language sql as $$
  select ops.decide_config(p_session => sha256(p_who::bytea), p_change_id => p_id, p_decision => p_decision) $$;
select pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}') \g /dev/null
select pg_temp.newest()::text as change_id \gset
select is(pg_temp.act('ops', :'change_id') ->> 'outcome', 'absent', 'who proposes does not decide');
select is(pg_temp.act('finance', '99999999999999999999') ->> 'outcome', 'absent', 'nor anybody what is not there');
select is(pg_temp.act('finance', :'change_id'), '{"outcome": "approved", "kind": "setting"}', 'finance does');
select is(config.setting('ussd_min_cents'), '2000', 'and it is so');
select pg_temp.config('finance', 'setting', 'ussd_max_cents', '{"value": "400000"}') \g /dev/null
select is(pg_temp.act('finance', pg_temp.newest()::text) ->> 'outcome', 'same_person', 'not their own');
select is(pg_temp.refused(), 'config.config_changes:' || :'change_id' || ', config.config_changes:' || pg_temp.newest(),
  'trying leaves a trace');
select throws_ok($$ select pg_temp.act('nobody', '1') $$, 'LFA60', null, 'without a session there is nothing at all');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('finance');
select throws_ok(format($$ select pg_temp.act('finance', %L) $$, :'change_id'), 'LFA86', null,
  'nor with a second factor of an hour ago');
select * from finish();
rollback;
