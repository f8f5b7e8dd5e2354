begin; select plan(9);
insert into config.rate_limits (limit_name, per, burst, refill_ms) values ('test', 'address', 3, 2000);
create function pg_temp.consume(p_seconds numeric, p_who text default 'one') returns int language sql as $$
  select config.consume_rate_limit(p_limit_name => 'test', p_per => 'address', p_key => sha256(p_who::bytea),
    p_at => '2026-11-23 07:00+03'::timestamptz + p_seconds * interval '1 second') $$;
select results_eq($$ select pg_temp.consume(0) from generate_series(1, 4) $$, array[0, 0, 0, 2],
  'three calls pass at once, the fourth waits 2 seconds');
select is(pg_temp.consume(0.5), 2, 'a refused call takes nothing');
select is(pg_temp.consume(1.5), 1, 'the wait gets shorter');
select is(pg_temp.consume(2), 0, 'then one call passes');
select is(pg_temp.consume(2.1), 2, 'and no more than one');
select is(pg_temp.consume(2.1, 'another'), 0, 'another key has its own bucket');
select results_eq($$ select pg_temp.consume(1000) from generate_series(1, 4) $$, array[0, 0, 0, 2],
  'after a long pause the bucket still holds three');
select is(config.consume_rate_limit(p_limit_name => 'unheard of', p_per => 'address', p_key => '\x01', p_at => now()),
  0, 'a name without a limit is not limited');
select is((select relpersistence::text from pg_class where oid = 'config.buckets'::regclass), 'u', 'no disk is needed');
select finish(); rollback;
