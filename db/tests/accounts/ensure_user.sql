begin; select plan(5);
\ir ../fixtures/officials.psql
create function pg_temp.ensure(p_last3 text) returns bigint language sql as $$
  select accounts.ensure_user(p_phone_hash => sha256('0799'), p_phone_sealed => '\x01', p_last3 => p_last3,
  p_name_sealed => null, p_sacco_id => null) $$;
select cmp_ok(pg_temp.ensure('001'), '>', pg_temp.id('newcomer'), 'a new phone makes a new person');
select is(pg_temp.ensure('002'), (select max(user_id) from accounts.users where phone_last3 = '001'),
  'the second time it is the same person, unchanged');
select is((select password_verifier from accounts.users where phone_last3 = '001'), null, 'they have no password');
select throws_ok(format($$ select accounts.ensure_user(%L::bytea, '\x01', '126', null, null) $$, c.hash), '23514', null,
  c.what) from (values ('', 'an empty hash is refused'), ('\x00', 'a short hash is refused')) c(hash, what);
select finish(); rollback;
