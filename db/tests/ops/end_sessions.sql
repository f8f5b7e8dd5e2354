begin;
\ir ../fixtures/officials.psql
select plan(4);
create function pg_temp.stop(p_who text, p_whom text) returns jsonb language sql as $$
  select ops.end_sessions(p_session => sha256(p_who::bytea), p_user_id => pg_temp.id(p_whom)::text) $$;
select is(pg_temp.stop('ops', 'owner'), '{"outcome": "ended", "sessions": 1}', 'a stolen phone opens nothing more');
select throws_ok($$ select account.me(p_session => sha256('owner')) $$, 'LFA60', null, 'at once');
select is(pg_temp.stop('ops', 'ops'), '{"outcome": "ended", "sessions": 0}', 'one''s own session stays');
select is(pg_temp.stop('stranger', 'ops'), '{"outcome": "absent"}', 'nobody else does that');
select finish();
rollback;
