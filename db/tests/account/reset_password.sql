begin;
select plan(7);
\ir ../fixtures/signed_in.psql
select from account.ask_password_code(p_phone_hash => sha256('phone of owner'), p_code_hash => sha256('123456'),
  p_code_sealed => '\x01', p_device => null);
create function pg_temp.reset(p_phone text, p_code text) returns text language sql as $$
  select account.reset_password(p_phone_hash => sha256(p_phone::bytea), p_code_hash => sha256(p_code::bytea),
    p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=2,p=1', p_verifier => sha256('new'),
      p_device => null) $$;
select is(pg_temp.reset('phone of owner', '654321'), 'refused', 'a wrong code is refused');
select is(pg_temp.reset('phone of stranger', '123456'), 'refused', 'another person''s code is refused');
select is(pg_temp.reset('nobody''s phone', '123456'), 'refused', 'an unknown phone gets the same answer');
select is(pg_temp.reset('phone of owner', '123456'), 'reset', 'the right code sets the password');
select is((select password_verifier from accounts.users where phone_hash = sha256('phone of owner')), sha256('new'),
  'the new password is stored');
select is(pg_temp.reset('phone of owner', '123456'), 'refused', 'the code is right only once');
select from account.ask_password_code(p_phone_hash => sha256('phone of stranger'), p_code_hash => sha256('123456'),
  p_code_sealed => '\x01', p_device => null);
update accounts.users set disabled_at = now() where phone_hash = sha256('phone of stranger');
select is(pg_temp.reset('phone of stranger', '123456'), 'refused',
  'a disabled person gets no new password, even with the right code');
select finish();
rollback;
