begin; select plan(4);
\ir ../fixtures/officials.psql
select accounts.open_session(p_user_id => pg_temp.id('owner'), p_session => sha256('other'),
  p_previous => null) \g /dev/null
select is(account.end_session(p_session => sha256('owner'), p_place => left(encode(sha256('stranger'), 'hex'), 16)),
  '{"outcome": "absent"}', 'another person''s session is not found');
select is(account.end_session(p_session => sha256('owner'), p_place => left(encode(sha256('other'), 'hex'), 16)),
  '{"outcome": "ended", "sessions": 1}', 'one''s own session ends');
select is(account.end_session(p_session => sha256('owner'), p_place => ''), '{"outcome": "ended", "sessions": 0}',
  'with an empty key all other sessions end; there is none');
select lives_ok($$ select account.me(p_session => sha256('owner')) $$, 'the current session stays open');
select finish(); rollback;
