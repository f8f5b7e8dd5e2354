begin; select plan(7);
select accounts.register_user(p_phone_hash => sha256('0700'), p_phone_sealed => '\x01', p_last3 => '126',
  p_name_sealed => null, p_lang => 'sw', p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=3,p=1',
  p_verifier => sha256('a'));
select results_eq($$ select * from account.sign_in_salt(p_phone_hash => sha256('0700')) $$,
  $$ values ('\x000102030405060708090a0b0c0d0e0f'::bytea, 'm=19456,t=3,p=1'::text, 'm=19456,t=2,p=1'::text) $$,
    'a known phone gets its own salt and parameters, and those for new passwords');
select is((select octet_length(salt) from account.sign_in_salt(p_phone_hash => sha256('nobody'))), 16,
  'an unknown phone gets a salt of the same length');
select results_eq($$ select * from account.sign_in_salt(p_phone_hash => sha256('nobody')) $$,
  $$ select * from account.sign_in_salt(p_phone_hash => sha256('nobody')) $$, 'it is always the same');
select isnt((select salt from account.sign_in_salt(p_phone_hash => sha256('nobody'))), (select salt
  from account.sign_in_salt(p_phone_hash => sha256('somebody else'))), 'it differs for another unknown phone');
select is((select params from account.sign_in_salt(p_phone_hash => sha256('nobody'))), 'm=19456,t=3,p=1',
  'an unknown phone gets the parameters of a known one');
select accounts.register_user(p_phone_hash => sha256('p' || int8send(n)), p_phone_sealed => '\x01', p_last3 => '126',
  p_name_sealed => null, p_lang => 'sw', p_salt => '\x000102030405060708090a0b0c0d0e0f',
  p_params => format('m=19456,t=%s,p=1', 3 + n % 2), p_verifier => sha256('a'))
  from generate_series(1, 200) n \g /dev/null
select is((select count(*) between 60 and 140 from generate_series(1, 200) n,
  account.sign_in_salt(p_phone_hash => sha256('s' || int8send(n))) s where s.params = 'm=19456,t=4,p=1'), true,
  'unknown phones have the same mix of parameters as known ones');
delete from accounts.sessions; delete from accounts.users;
select is((select params from account.sign_in_salt(p_phone_hash => sha256('nobody'))), 'm=19456,t=2,p=1',
  'without any person the parameters are those for new passwords');
select finish(); rollback;
