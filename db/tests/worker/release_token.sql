begin; select plan(4); set constraints all immediate;
select worker.acquire_token('test', 'a', 20);
select is(worker.release_token(p_provider => 'test', p_holder => 'b'), 'fenced', 'only the holder gives up');
select is(worker.release_token('test', 'a'), 'given up', 'no token could be fetched');
select ok((select lease_until between now() + interval '2 seconds' and statement_timestamp() + interval '2 seconds'
  from mobile_money.access_tokens where provider = 'test'), 'it may be tried again in two seconds');
update mobile_money.access_tokens set lease_until = now() + interval '1 hour' where provider = 'test';
select is((select verdict from worker.acquire_token('test', 'b', 20)), 'wait', 'until then nobody asks the operator');
select finish(); rollback;
