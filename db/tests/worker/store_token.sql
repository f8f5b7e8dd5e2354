begin; select plan(5); set constraints all immediate;
select worker.acquire_token('test', 'a', 20);
select is(worker.store_token(p_provider => 'test', p_holder => 'b', p_token_sealed => '\xbb',
  p_lifetime_seconds => 3599), 'fenced', 'only the holder of the lease stores a token');
select is(worker.store_token('test', 'a', '\xaa', 3599), 'kept', 'the holder''s is stored');
select results_eq($$ select token_sealed, lease_holder, expires_at > now() + interval '3590 seconds'
  from mobile_money.access_tokens where provider = 'test' $$,
  $$ values ('\xaa'::bytea, null::text, true) $$, 'for its lifetime, and the lease is free');
select is(worker.store_token('test', 'a', '\xcc', 3599), 'fenced', 'once');
select worker.acquire_token('year', 'a', 20), worker.store_token('year', 'a', '\xdd', 31536000);
select ok((select expires_at < clock_timestamp() + interval '25 hours' from mobile_money.access_tokens
  where provider = 'year'), 'for a day at most');
select finish(); rollback;
