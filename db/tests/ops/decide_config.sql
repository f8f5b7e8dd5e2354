begin; select plan(7);
\ir ../fixtures/configured.psql
create function pg_temp.act(p_who text, p_id text, p_decision text default 'approved') returns jsonb language sql as $$
  select ops.decide_config(p_session => sha256(p_who::bytea), p_change_id => p_id, p_decision => p_decision) $$;
select pg_temp.set('ops', 'ussd_min_cents', '2000') \g /dev/null
select pg_temp.newest()::text as change_id \gset
select is(pg_temp.act('ops', :'change_id') ->> 'outcome', 'absent', 'operations do not decide');
select is(pg_temp.act('finance', '99999999999999999999') ->> 'outcome', 'absent', 'there is no such proposal');
select is(pg_temp.act('finance', :'change_id'), '{"outcome": "approved", "kind": "setting"}', 'finance approves');
select is(config.setting('ussd_min_cents'), '2000', 'the setting changes');
select pg_temp.set('finance', 'ussd_max_cents', '400000') \g /dev/null
select is(pg_temp.act('finance', pg_temp.newest()::text) ->> 'outcome', 'same_person', 'the maker is not the checker');
select is(pg_temp.refused(), 'config.config_changes:' || :'change_id' || ', config.config_changes:' || pg_temp.newest(),
  'refusals are counted');
update accounts.sessions set proved_at = clock_timestamp() - interval '1 hour' where session_hash = sha256('finance');
select throws_ok(format($$ select pg_temp.act('finance', %L) $$, :'change_id'), 'LFA86', null,
  'an hour later re-authentication is needed');
select finish(); rollback;
