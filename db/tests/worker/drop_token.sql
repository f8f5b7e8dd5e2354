begin;
set constraints all immediate;
select plan(3);
select worker.acquire_token('test', 'a', 20);
select worker.store_token('test', 'a', '\xaa', 3599);
select is(worker.drop_token(p_provider => 'test', p_token_sealed => '\x99'), 'newer', 'an older token is no news');
select is(worker.drop_token('test', '\xaa'), 'dropped', 'the one we hold is dropped');
select is((select verdict from worker.acquire_token('test', 'b', 20)), 'fetch',
  'and the next who asks fetches a new one');
select finish();
rollback;
