begin;
set constraints all immediate;
select plan(2);
select is_empty($$ select * from worker.sealed_under() $$, 'nothing is sealed yet');
insert into security.phones (phone_hash, phone_sealed, phone_last3)
values (sha256('a'), '\x01026b3101', '126'), (sha256('b'), '\x01026b3201', '126'), (sha256('c'), '\x01026b3202', '126'), (sha256('d'), '\x77', '126');
select results_eq($$ select * from worker.sealed_under() order by key_id collate "C" $$,
  $$ values ('security.phones.phone_sealed', '?', 1::bigint), ('security.phones.phone_sealed', 'k1', 1), ('security.phones.phone_sealed', 'k2', 2) $$,
  'counted by column and key');
select * from finish();
rollback;
