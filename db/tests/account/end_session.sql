begin;
\ir ../fixtures/officials.psql
select plan(4);
select accounts.open_session(p_user_id => pg_temp.id('owner'), p_session => sha256('other'),
  p_previous => null) \g /dev/null
select is(account.end_session(p_session => sha256('owner'), p_place => left(encode(sha256('stranger'), 'hex'), 16)),
  '{"outcome": "absent"}',
  'somebody else''s session is not there');
select is(account.end_session(p_session => sha256('owner'), p_place => left(encode(sha256('other'), 'hex'), 16)),
  '{"outcome": "ended", "sessions": 1}', 'one''s own ends');
select is(account.end_session(p_session => sha256('owner'), p_place => ''), '{"outcome": "ended", "sessions": 0}',
  'all but this one: none is left');
select lives_ok($$ select account.me(p_session => sha256('owner')) $$, 'and this one lives');
select finish();
rollback;
