begin; select plan(4);
\ir ../fixtures/officials.psql
select accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('other'), p_previous => null),
  accounts.open_session(p_user_id => pg_temp.id('ops'), p_session => sha256('third'), p_previous => null) \g /dev/null
select is(accounts.end_sessions(p_user_id => pg_temp.id('ops'), p_place => left(encode(sha256('third'), 'hex'), 16),
  p_but => null), 1, 'one session ends');
select is(accounts.end_sessions(p_user_id => pg_temp.id('ops'), p_place => null, p_but => sha256('ops')), 1,
  'all but this one end');
select is(accounts.end_sessions(p_user_id => pg_temp.id('ops'), p_place => null, p_but => sha256('ops')), 0,
  'none is left');
select is((select count(*) from accounts.sessions where revoked_at is null and user_id = pg_temp.id('finance')),
  1::bigint, 'other people''s sessions stay open');
select finish(); rollback;
