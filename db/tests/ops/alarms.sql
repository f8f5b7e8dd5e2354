begin; select plan(2);
\ir ../fixtures/signed_in.psql
create function pg_temp.page(p_who text) returns jsonb language sql as $$
  select ops.alarms(p_session => sha256(p_who::bytea), p_kind => 'wrong_token') $$;
select messaging.raise_alarm(k, 'x', 'd') from unnest(array['wrong_token', 'dead_letter']) k \g /dev/null
select is(jsonb_path_query_array(pg_temp.page('ops'), '$.alarms[*].kind'), '["wrong_token"]',
  'the open ones of a kind');
select is(pg_temp.page('owner'), '{"outcome": "absent"}', 'an owner has no such page');
select finish(); rollback;
