begin;
set constraints all immediate;
select plan(7);
select results_eq($$ select * from worker.acquire_token(p_provider => 'test', p_holder => 'a',
  p_lease_seconds => 20) $$, $$ values ('fetch', null::bytea) $$, 'the first who asks fetches the first token');
select is((select verdict from worker.acquire_token('test', 'b', 20)), 'wait', 'the others wait');
select is((select verdict from worker.acquire_token('test', 'a', 20)), 'fetch', 'the holder may ask again');
select worker.store_token('test', 'a', '\xaa', 3599);
select results_eq($$ select * from worker.acquire_token('test', 'b', 20) $$, $$ values ('use', '\xaa'::bytea) $$,
  'then all use it');
update mobile_money.access_tokens set expires_at = statement_timestamp() + interval '59 seconds' where provider
  = 'test';
select is((select verdict from worker.acquire_token('test', 'b', 20)), 'fetch',
  'shortly before its end one fetches a new one');
select results_eq($$ select * from worker.acquire_token('test', 'c', 20) $$, $$ values ('use', '\xaa'::bytea) $$,
  'while the others go on with the old one');
update mobile_money.access_tokens set lease_until = now() - interval '1 second' where provider = 'test';
select is((select verdict from worker.acquire_token('test', 'c', 20)), 'fetch', 'a holder that died is replaced');
select finish();
rollback;
