begin;
\ir ../fixtures/configured.psql
select plan(6);
create function pg_temp.act(p_who text, p_id text) returns jsonb language sql as $$
  select ops.withdraw_config(p_session => sha256(p_who::bytea), p_change_id => p_id) $$;
select pg_temp.config('ops', 'setting', 'ussd_min_cents', '{"value": "2000"}') \g /dev/null
select pg_temp.newest()::text as change_id \gset
select is(array[pg_temp.act('owner', :'change_id') ->> 'outcome', pg_temp.act('finance', :'change_id') ->> 'outcome',
  pg_temp.act('ops', '0') ->> 'outcome'],
  array['absent', 'absent', 'absent'], 'who is no staff of ops may not, nor anybody what is not there');
select is(pg_temp.act('ops2', :'change_id') ->> 'outcome', 'not_maker', 'nobody takes back what another proposed');
select is(pg_temp.trace(), 4::bigint, 'trying leaves a trace');
select is(pg_temp.act('ops', :'change_id'), '{"outcome": "withdrawn", "kind": "setting"}', 'the maker does');
select is(pg_temp.act('ops', :'change_id') ->> 'outcome', 'withdrawn', 'and again it is so');
select throws_ok($$ select pg_temp.act('nobody', '1') $$, 'LFA60', null, 'without a session there is nothing at all');
select * from finish();
rollback;
