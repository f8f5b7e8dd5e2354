begin;
\ir ../fixtures/officials.psql
select plan(5);
create function pg_temp.known(p_last3 text) returns bigint language sql as $$
  select accounts.ensure_user(p_phone_hash => sha256('0799'), p_phone_sealed => '\x01', p_last3 => p_last3,
    p_name_sealed => null, p_sacco_id => null) $$;
select cmp_ok(pg_temp.known('001'), '>', pg_temp.id('newcomer'), 'somebody new is known from now on');
select is(pg_temp.known('002'), (select max(user_id) from accounts.users where phone_last3 = '001'),
  'and unchanged the second time');
select is((select password_verifier from accounts.users where phone_last3 = '001'), null,
  'without a password nobody signs in');
select throws_ok(format($$ select accounts.ensure_user(%L::bytea, '\x01', '126', null, null) $$, c.hash), '23514', null,
  c.what)
  from (values ('', 'nobody is known by nothing'), ('\x00', 'nor by less than a hash')) c(hash, what);
select finish();
rollback;
