begin; select plan(7); set constraints all immediate;
create function pg_temp.acquire(p_holder text) returns text language sql as $$ select concat_ws(' ', verdict,
  token_sealed) from worker.acquire_token(p_provider => 'test', p_holder => p_holder, p_lease_seconds => 20) $$;
select is(pg_temp.acquire('a'), 'fetch', 'the first process fetches the first token');
select is(pg_temp.acquire('b'), 'wait', 'the others wait');
select is(pg_temp.acquire('a'), 'fetch', 'the holder may ask again');
select worker.store_token('test', 'a', '\xaa', 3599);
select is(pg_temp.acquire('b'), 'use \xaa', 'then all use it');
update mobile_money.access_tokens set expires_at = statement_timestamp() + interval '59 seconds';
select is(pg_temp.acquire('b'), 'fetch', 'shortly before it expires one fetches a new one');
select is(pg_temp.acquire('c'), 'use \xaa', 'and the others use the old one');
update mobile_money.access_tokens set lease_until = now() - interval '1 second';
select is(pg_temp.acquire('c'), 'fetch', 'a holder that died is replaced');
select finish(); rollback;
