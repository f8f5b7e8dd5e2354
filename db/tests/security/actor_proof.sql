begin;
set constraints all immediate;
select plan(4);
select security.actor_proof(p_actor => 'user:7') as proof \gset
select matches(:'proof'::text, '^[0-9a-f]{64}$', 'a keyed hash');
select isnt(security.actor_proof(p_actor => 'user:8'), :'proof'::text, 'another one for another person');
set local timezone = 'Pacific/Auckland';
set local extra_float_digits = 0;
select is(security.actor_proof(p_actor => 'user:7'), :'proof'::text, 'the same however the transaction writes its times');
update security.actor_keys set secret = sha256('another');
select isnt(security.actor_proof(p_actor => 'user:7'), :'proof'::text, 'another one under another secret');
select finish();
rollback;
