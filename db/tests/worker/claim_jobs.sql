begin; select plan(5); set constraints all immediate;
insert into privacy.phones (phone_hash, phone_sealed, phone_last3) values (sha256('sim'), '\x5ea1', '126');
insert into accounts.users (phone_hash, phone_sealed, phone_last3) values (sha256('owner'), '\x0a7e', '345');
select messaging.enqueue('test', k, jsonb_build_object('phone_hash', encode(sha256(k::bytea), 'hex'), 'text', 'Habari'))
  from unnest(array['sim', 'owner', 'gone']) k;
create temp table got as select * from worker.claim_jobs(p_topic => 'test', p_limit => 10, p_lease_seconds => 60);
select results_eq($$ select key, phone_sealed from got order by key $$,
  $$ values ('gone', null), ('owner', '\x0a7e'::bytea), ('sim', '\x5ea1') $$, 'the sealed number of a SIM or a user');
select is((select distinct payload from got), '{"text": "Habari"}'::jsonb, 'the hash is not given out');
select is_empty($$ select * from worker.claim_jobs('test', 10, 60) $$, 'a second worker gets nothing');
select throws_ok($$ select * from worker.claim_jobs('stk_push', 1, 60) $$, 'LFV51', null, 'no payment prompts');
select throws_ok($$ select * from worker.claim_jobs('test', 101, 60) $$, 'LFV50', null, 'not too many at once');
select finish(); rollback;
