begin;
set constraints all immediate;
select plan(4);
select security.register_user(p_phone_hash => sha256('0700'), p_phone_sealed => '\x01', p_last3 => '126', p_name_sealed => null,
  p_lang => 'sw', p_salt => '\x000102030405060708090a0b0c0d0e0f', p_params => 'm=19456,t=3,p=1', p_verifier => sha256('a'));

select results_eq($$ select * from owners.sign_in_salt(p_phone_hash => sha256('0700')) $$,
  $$ values ('\x000102030405060708090a0b0c0d0e0f'::bytea, 'm=19456,t=3,p=1'::text) $$, 'a person''s own salt and parameters');
select is((select octet_length(salt) from owners.sign_in_salt(p_phone_hash => sha256('nobody'))), 16,
  'a phone we do not know has a salt of the same size');
select results_eq($$ select * from owners.sign_in_salt(p_phone_hash => sha256('nobody')) $$,
  $$ select * from owners.sign_in_salt(p_phone_hash => sha256('nobody')) $$, 'and always the same one');
select isnt((select salt from owners.sign_in_salt(p_phone_hash => sha256('nobody'))),
            (select salt from owners.sign_in_salt(p_phone_hash => sha256('somebody else'))), 'another for another phone');
select finish();
rollback;
