begin;
set constraints all immediate;
select plan(3);
select is_empty($$ select * from security.sealed_under() $$, 'nothing is sealed yet');
insert into security.phones (phone_hash, phone_sealed, phone_last3)
values (sha256('a'), '\x01026b3101', '126'), (sha256('b'), '\x01026b3201', '126'), (sha256('c'), '\x01026b3202', '126'), (sha256('d'), '\x77', '126');
select results_eq($$ select * from security.sealed_under() order by key_id collate "C" $$,
  $$ values ('security.phones.phone_sealed', '?', 1::bigint), ('security.phones.phone_sealed', 'k1', 1), ('security.phones.phone_sealed', 'k2', 2) $$,
  'counted by column and key');
insert into security.users (phone_hash, phone_sealed, phone_last3) values (sha256('u'), '\x01026b3201', '126');
insert into security.crew_pins (user_id, key_id, salt, verifier)
select user_id, 'lookup:old', '\x000102030405060708090a0b0c0d0e0f', sha256('v') from security.users;
select results_eq($$ select key_id, sealed_values from security.sealed_under() where sealed_column = 'security.crew_pins.verifier' $$,
  $$ values ('lookup:old', 1::bigint) $$, 'and crews'' numbers, by the look-up key');
select * from finish();
rollback;
