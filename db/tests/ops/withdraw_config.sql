begin; select plan(5);
\ir ../fixtures/configured.psql
create function pg_temp.act(p_who text, p_id text) returns jsonb language sql as $$
  select ops.withdraw_config(p_session => sha256(p_who::bytea), p_change_id => p_id) $$;
select pg_temp.set('ops', 'ussd_min_cents', '2000') \g /dev/null
select pg_temp.newest()::text as change_id \gset
select is(array[pg_temp.act('owner', :'change_id') ->> 'outcome', pg_temp.act('finance', :'change_id') ->> 'outcome',
  pg_temp.act('ops', '0') ->> 'outcome'], array['absent', 'absent', 'absent'],
  'only operations may withdraw, and only what exists');
select is(pg_temp.act('ops2', :'change_id') ->> 'outcome', 'not_maker', 'nobody withdraws another person''s proposal');
select is(pg_temp.refusals(), 4::bigint, 'refusals are counted');
select is(pg_temp.act('ops', :'change_id'), '{"outcome": "withdrawn", "kind": "setting"}', 'the maker withdraws');
select is(pg_temp.act('ops', :'change_id') ->> 'outcome', 'withdrawn', 'a second call changes nothing');
select finish(); rollback;
