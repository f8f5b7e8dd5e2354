begin; select plan(3);
set constraints all immediate;
select worker.acquire_token('test', 'a', 20);
select worker.store_token('test', 'a', '\xaa', 3599);
select is(worker.drop_token(p_provider => 'test', p_token_sealed => '\x99'), 'newer', 'an older token changes nothing');
select is(worker.drop_token('test', '\xaa'), 'dropped', 'the present one is dropped');
select is((select verdict from worker.acquire_token('test', 'b', 20)), 'fetch', 'the next process fetches a new one');
select finish(); rollback;
