begin; select plan(4);
\ir ../fixtures/officials.psql
create function pg_temp.end(p_who text, p_whom text) returns jsonb language sql as $$
  select ops.end_sessions(p_session => sha256(p_who::bytea), p_user_id => pg_temp.id(p_whom)::text) $$;
select is(pg_temp.end('ops', 'owner'), '{"outcome": "ended", "sessions": 1}', 'a person''s sessions end');
select throws_ok($$ select account.me(p_session => sha256('owner')) $$, 'LFA60', null, 'at once');
select is(pg_temp.end('ops', 'ops'), '{"outcome": "ended", "sessions": 0}', 'the caller''s own session stays');
select is(pg_temp.end('stranger', 'ops'), '{"outcome": "absent"}', 'an owner may not end sessions');
select finish(); rollback;
