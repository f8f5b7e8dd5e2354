begin; select plan(3);
select is_empty($$ select * from privacy.sealed_under() $$, 'without sealed values there is no row');
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('a'), '\x01026b3101', '126'),
  (sha256('b'), '\x01026b3201', '126'), (sha256('c'), '\x01026b3202', '126'), (sha256('d'), '\x77', '126');
select results_eq($$ select * from privacy.sealed_under() order by key_id collate "C" $$, $$
  values ('privacy.phones.phone_sealed', '?', 1::bigint), ('privacy.phones.phone_sealed', 'k1', 1),
  ('privacy.phones.phone_sealed', 'k2', 2) $$, 'values are counted by column and key');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('u'), '\x01026b3201', '126');
insert into accounts.crew_pins (user_id, key_id, salt, verifier)
select user_id, 'lookup:old', '\x000102030405060708090a0b0c0d0e0f', sha256('v') from accounts.users;
select results_eq($$ select key_id, sealed_values from privacy.sealed_under() where sealed_column =
  'accounts.crew_pins.verifier' $$, $$ values ('lookup:old', 1::bigint) $$, 'crews'' PINs are counted by look-up key');
select finish(); rollback;
